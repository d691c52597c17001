import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { RegionalIncident } from '#libs/contracts';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import classes from './RegionalPage.module.css';
import { regionalTouches } from './touches.js';
import { useRegionalTexts } from './useRegionalTexts.js';

/** Declarations that stand alone, those of the same supplier first. */
export function CandidatesDialog({ regional, onClose }: { regional: RegionalIncident; onClose: () => void }) {
  const t = useRegionalTexts();
  const facilities = useFacilities();
  const [search, setSearch] = useState(regional.supplier ?? '');
  const [q] = useDebouncedValue(search.trim(), 250);
  const found = useRead(
    'incidents',
    { linked: 'no', kind: regional.kind, q: q.slice(0, 100) || undefined, limit: 100 },
    { keep: true },
  );
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const link = useWrite('linkRegional', regionalTouches);
  const toggle = (id: string) => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    setPicked(next);
  };
  return (
    <ConfirmDialog
      opened
      title={t('candidates.title')}
      act={t('link.submit', { count: picked.size })}
      disabled={picked.size === 0}
      busy={link.isPending}
      error={link.error}
      onClose={onClose}
      onAct={() => link.mutate({ regionalId: regional.id, incidentIds: [...picked] }, { onSuccess: onClose })}
    >
      <TextInput
        label={t('candidates.search')}
        type="search"
        data-autofocus
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <Loaded from={found} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.plain}>{t('candidates.none')}</p>
          ) : (
            <>
              <Group justify="space-between" gap="xs">
                <span className={classes.soft}>{t('candidates.found', { count: items.length })}</span>
                <Button
                  variant="default"
                  disabled={items.every(({ id }) => picked.has(id))}
                  onClick={() => setPicked(new Set([...picked, ...items.map(({ id }) => id)]))}
                >
                  {t('candidates.all', { count: items.length })}
                </Button>
              </Group>
              <div className={classes.list}>
                {items.map((incident) => (
                  <Checkbox
                    key={incident.id}
                    label={`${incident.reference} · ${facilities.get(incident.facilityId)?.name ?? ''}`}
                    description={incident.excerpt}
                    aria-label={t('candidates.pick', { reference: incident.reference })}
                    checked={picked.has(incident.id)}
                    onChange={() => toggle(incident.id)}
                  />
                ))}
              </div>
            </>
          )
        }
      </Loaded>
    </ConfirmDialog>
  );
}
