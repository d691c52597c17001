import { Checkbox, NativeSelect } from '@mantine/core';
import { CARE_STALE_HOURS, CareService, CareStatus } from '#libs/contracts';
import { useConfiguration } from '../../shared/session/session.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './care.module.css';
import type { BoardView } from './useBoardView.js';
import { useCareTexts } from './useCareTexts.js';

export function BoardFilters({ view }: { view: BoardView }) {
  const t = useCareTexts();
  const w = useWords();
  const { territories } = useConfiguration();
  const all = { value: '', label: t('board.all') };
  return (
    <div className={classes.filters} data-no-print>
      {territories.length > 1 && (
        <NativeSelect
          label={t('board.territory')}
          value={view.territory}
          data={territories.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(event) => view.change({ territory: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        label={t('board.service')}
        value={view.service ?? ''}
        data={[all, ...CareService.options.map((value) => ({ value, label: w(`careService.${value}`) }))]}
        onChange={(event) => view.change({ service: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('board.status')}
        value={view.status ?? ''}
        data={[all, ...CareStatus.options.map((value) => ({ value, label: t(`status.${value}`) }))]}
        onChange={(event) => view.change({ status: event.currentTarget.value })}
      />
      <Checkbox
        label={t('board.staleOnly', { hours: CARE_STALE_HOURS })}
        checked={view.staleOnly}
        onChange={(event) => view.change({ stale: event.currentTarget.checked ? 'yes' : null })}
      />
    </div>
  );
}
