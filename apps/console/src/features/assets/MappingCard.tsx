import { NativeSelect } from '@mantine/core';
import { AssetField, type ColumnMapping, type ImportPreview } from '#libs/contracts';
import { Card } from '../../shared/ui/Card.js';
import { Notice } from '../../shared/ui/Notice.js';
import classes from './ImportPage.module.css';
import { useAssetsTexts } from './useAssetsTexts.js';

interface MappingCardProps {
  preview: ImportPreview;
  onChange: (mapping: ColumnMapping) => void;
}

/** Which column of the file holds what. */
export function MappingCard({ preview: { columns, mapping }, onChange }: MappingCardProps) {
  const t = useAssetsTexts();
  const choose = (field: AssetField, column: string) => {
    const next = { ...mapping };
    if (column === '') delete next[field];
    else next[field] = column;
    onChange(next);
  };
  return (
    <Card title={t('upload.step2')}>
      <p className={classes.plain}>{t('upload.mapping')}</p>
      <div className={classes.mapping}>
        {AssetField.options.map((field) => (
          <NativeSelect
            key={field}
            label={t(`field.${field}`)}
            required={isNeeded(field)}
            value={mapping[field] ?? ''}
            data={[{ value: '', label: t('upload.noColumn') }, ...columns.map((value) => ({ value, label: value }))]}
            onChange={(event) => choose(field, event.currentTarget.value)}
          />
        ))}
      </div>
      {(!mapping.vendor || !mapping.product) && <Notice tone="warning">{t('upload.missing')}</Notice>}
    </Card>
  );
}

const isNeeded = (field: AssetField) => field === 'vendor' || field === 'product';
