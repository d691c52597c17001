import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { RefusalBody } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { newId } from '../../shared/ids/newId.js';
import { Card } from '../../shared/ui/Card.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { FileDrop } from '../../shared/ui/FileDrop.js';
import { inventoryFr } from './inventory.fr.js';
import classes from './Inventory.module.css';
import { useInventoryTexts } from './useInventoryTexts.js';

/** Takes a CSAF document: checked by the service, every fault with its place. */
export function CsafImport() {
  const t = useInventoryTexts();
  const navigate = useNavigate();
  const write = useWrite('importCsaf', ['csafDocuments']);
  const [fileName, setFileName] = useState('');
  const take = (uploadId: string, name: string) => {
    setFileName(name);
    write.mutate({ id: newId(), uploadId }, { onSuccess: ({ id }) => void navigate(`/inventory/csaf/${id}`) });
  };
  return (
    <Card title={t('import.title')}>
      <div className={classes.stack}>
        <FileDrop
          label={t('import.choose')}
          help={t('import.help')}
          accept=".json,application/json"
          onUploaded={take}
        />
        {write.isPending && <p role="status">{t('import.checking')}</p>}
        {write.error && (
          <>
            <ErrorNotice error={write.error}>
              <p>{fileName}</p>
            </ErrorNotice>
            <Places places={write.error.body.places ?? []} />
          </>
        )}
      </div>
    </Card>
  );
}

type PlaceCode = keyof typeof inventoryFr.place;
const isKnown = (code: string): code is PlaceCode => Object.hasOwn(inventoryFr.place, code);

function Places({ places }: { places: NonNullable<RefusalBody['places']> }) {
  const t = useInventoryTexts();
  if (places.length === 0) return null;
  return (
    <div className={classes.scroll} role="region" aria-label={t('import.places')} tabIndex={0}>
      <table>
        <caption>{t('import.places')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('import.place')}</th>
            <th scope="col">{t('import.fault')}</th>
          </tr>
        </thead>
        <tbody>
          {places.map(({ path, line, column, code, detail }, index) => (
            <tr key={index}>
              <td>
                {path !== undefined && <code>{path}</code>}
                {line !== undefined && t('import.lineColumn', { line, column: column ?? 1 })}
              </td>
              <td>
                {t(`place.${isKnown(code) ? code : 'other'}`, { code })}
                {detail && ` ${detail}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
