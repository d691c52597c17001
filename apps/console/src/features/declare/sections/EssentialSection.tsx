import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { PatientDanger, YesNoUnknown, type Identity } from '#libs/contracts';
import { Card } from '../../../shared/ui/Card.js';
import { Choice } from '../../../shared/ui/Choice.js';
import { useWords } from '../../../shared/vocabulary/useWords.js';
import { LocalTimeInput } from '../../../shared/time/LocalTimeInput.js';
import { useZones } from '../../../shared/time/TerritoryZones.js';
import { useUi } from '../../../shared/ui/useUi.js';
import classes from '../DeclareForm.module.css';
import { hoursIn } from '../form.js';
import { useDeclareTexts } from '../useDeclareTexts.js';
import type { SectionProps } from './section.js';

/** The five questions of an SOS: what, since when, an attack, danger, whom to call. Enough to be sent. */
export function EssentialSection({
  form,
  errors,
  change,
  zone,
  facilities = [],
  fixed = false,
}: SectionProps & {
  facilities?: Identity['facilities'];
  /** The facility and the instant are settled: a later version of the answers. */
  fixed?: boolean;
}) {
  const t = useDeclareTexts();
  const ui = useUi();
  const w = useWords();
  const zoneOf = useZones();
  const choose = (facilityId: string) => {
    const { zone: there } = zoneOf(facilities.find(({ id }) => id === facilityId)?.territory);
    change({ facilityId, ...hoursIn(form, zone, there) });
  };
  const wrong = (field: keyof typeof errors) => errors[field] && t(`error.${errors[field]}`);
  return (
    <Card title={t('section.essential')}>
      <div className={classes.stack}>
        {facilities.length > 1 && !fixed && (
          <NativeSelect
            name="facilityId"
            label={<Needed label={t('facility')} />}
            required
            withAsterisk={false}
            value={form.facilityId}
            error={wrong('facilityId')}
            data={[
              { value: '', label: ui('select.none') },
              ...facilities.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(event) => choose(event.currentTarget.value)}
          />
        )}
        <Textarea
          name="what"
          label={<Needed label={t('what')} />}
          description={t('whatHelp')}
          required
          withAsterisk={false}
          autosize
          minRows={3}
          maxRows={14}
          value={form.what}
          error={wrong('what')}
          onChange={(event) => change({ what: event.currentTarget.value })}
        />
        {fixed ? null : (
          <LocalTimeInput
            name="awareAt"
            label={t('awareAt')}
            zone={zone}
            value={form.awareAt}
            error={wrong('awareAt')}
            onChange={(awareAt) => change({ awareAt })}
          />
        )}
        <Choice
          label={t('malicious')}
          options={YesNoUnknown.options.map((value) => ({ value, label: w(`yesNoUnknown.${value}`) }))}
          value={form.suspectedMalicious}
          onChange={(suspectedMalicious) => change({ suspectedMalicious })}
        />
        <Choice
          label={t('danger')}
          options={PatientDanger.options.map((value) => ({ value, label: w(`danger.${value}`) }))}
          value={form.patientDanger}
          onChange={(patientDanger) => change({ patientDanger })}
        />
        <div>
          <h3 className={classes.subtitle}>{t('contact.title')}</h3>
          <p className={classes.soft}>{t('contact.help')}</p>
        </div>
        <div className={classes.pair}>
          <TextInput
            name="contact.phone"
            label={t('contact.phone')}
            type="tel"
            inputMode="tel"
            autoComplete="tel"
            value={form.contactPhone}
            error={wrong('contact.phone')}
            onChange={(event) => change({ contactPhone: event.currentTarget.value })}
          />
          <TextInput
            name="contact.email"
            label={t('contact.email')}
            type="email"
            inputMode="email"
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            value={form.contactEmail}
            error={wrong('contact.email')}
            onChange={(event) => change({ contactEmail: event.currentTarget.value })}
          />
        </div>
        <TextInput
          name="contact.name"
          label={t('contact.name')}
          autoComplete="name"
          value={form.contactName}
          error={wrong('contact.name')}
          onChange={(event) => change({ contactName: event.currentTarget.value })}
        />
      </div>
    </Card>
  );
}

/** The few fields without which nobody can help say so; all the others can wait. */
function Needed({ label }: { label: string }) {
  const t = useDeclareTexts();
  return (
    <>
      {label} <span className={classes.needed}>({t('needed')})</span>
    </>
  );
}
