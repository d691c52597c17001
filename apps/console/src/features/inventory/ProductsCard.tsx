import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CsafProduct } from '#libs/contracts';
import { Card } from '../../shared/ui/Card.js';
import classes from './Inventory.module.css';
import { useInventoryTexts } from './useInventoryTexts.js';

const MANY = 12;

/** The products that the document names, affected ones first. */
export function ProductsCard({ products }: { products: readonly CsafProduct[] }) {
  const t = useInventoryTexts();
  const versionsOf = (version: string | null) => {
    // The prefix of the vers notation names a scheme, and says nothing to a reader.
    const bounds = version?.replace(/^vers:[a-z]+\//, '');
    return bounds === '*' ? t('document.everyVersion') : (bounds?.replaceAll('|', ' | ') ?? t('document.allVersions'));
  };
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLocaleLowerCase();
  const shown = products
    .filter(({ vendor, product }) => `${vendor} ${product}`.toLocaleLowerCase().includes(wanted))
    .toSorted((one, other) => Number(other.status === 'affected') - Number(one.status === 'affected'));
  return (
    <Card title={t('document.productsOf', { count: products.length })}>
      <div className={classes.stack}>
        {products.length > MANY && (
          <TextInput
            label={t('document.search')}
            type="search"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
        <div className={classes.scroll} role="region" aria-label={t('document.product')} tabIndex={0}>
          <table className={classes.products}>
            <thead>
              <tr>
                <th scope="col">{t('document.product')}</th>
                <th scope="col">{t('document.versions')}</th>
                <th scope="col">{t('document.status')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((product, index) => (
                <tr key={`${product.productId} ${index}`}>
                  <td>
                    {`${product.vendor} · ${product.product}`}
                    {product.condition && (
                      <div className={classes.soft}>{t('document.condition', { condition: product.condition })}</div>
                    )}
                  </td>
                  <td>{versionsOf(product.version)}</td>
                  <td>{t(`status.${product.status}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </Card>
  );
}
