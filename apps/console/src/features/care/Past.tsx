import { Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { LocalTimeInput } from '../../shared/time/LocalTimeInput.js';
import { useZone } from '../../shared/time/TerritoryZones.js';
import { useNow } from '../../shared/time/useNow.js';
import { fromLocalInput, toLocalInput } from '../../shared/time/zones.js';
import { Card } from '../../shared/ui/Card.js';
import classes from './care.module.css';
import { useCareTexts } from './useCareTexts.js';

const HOUR = 3_600_000;
/** As far as the slider goes; what is older is asked for by its date. */
const HOURS = 72;

interface PastProps {
  at: string | undefined;
  territory: string;
  onChange: (at: string | null) => void;
}

/** Steps back through what was seen, hour by hour, or to a date. */
export function Past({ at, territory, onChange }: PastProps) {
  const t = useCareTexts();
  const { zone } = useZone(territory);
  const now = useNow();
  const then = at === undefined ? now : new Date(at);
  const back = Math.max(0, (now.getTime() - then.getTime()) / HOUR);
  const go = (hours: number) => onChange(hours <= 0 ? null : new Date(now.getTime() - hours * HOUR).toISOString());
  return (
    <div data-no-print>
      <Card title={t('past.title')}>
        <div className={classes.past}>
          <Button
            variant="default"
            leftSection={<IconChevronLeft size={18} aria-hidden="true" />}
            onClick={() => go(back + 1)}
          >
            {t('past.back')}
          </Button>
          <label className={classes.slider}>
            {t('past.slider')}
            <input
              type="range"
              min={-HOURS}
              max={0}
              step={1}
              value={-Math.min(HOURS, Math.round(back))}
              onChange={(event) => go(-Number(event.currentTarget.value))}
            />
          </label>
          <Button
            variant="default"
            rightSection={<IconChevronRight size={18} aria-hidden="true" />}
            disabled={at === undefined}
            onClick={() => go(back - 1)}
          >
            {t('past.forward')}
          </Button>
          <LocalTimeInput
            name="at"
            label={t('past.at')}
            zone={zone}
            value={at === undefined ? '' : toLocalInput(then, zone)}
            onChange={(value) => onChange(fromLocalInput(value, zone)?.toISOString() ?? null)}
          />
          <Button disabled={at === undefined} onClick={() => onChange(null)}>
            {t('past.now')}
          </Button>
        </div>
      </Card>
    </div>
  );
}
