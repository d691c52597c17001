import { useRead } from '../../shared/api/queries.js';
import { Fact, Facts } from '../../shared/ui/Facts.js';
import { useOnBehalfTexts } from './useOnBehalfTexts.js';

/** How the agency reaches the facility when its own network is down; they are told that this was recorded. */
export function FacilityContacts({ facilityId }: { facilityId: string }) {
  const t = useOnBehalfTexts();
  const { data } = useRead('contacts', { facilityId });
  const outside = data?.items.filter((contact) => contact.outside) ?? [];
  if (!data) return null;
  if (outside.length === 0) return <p>{t('noContacts')}</p>;
  return (
    <div>
      <p>{t('contacts')}</p>
      <Facts>
        {outside.map(({ id, label, name, phone, email }) => (
          <Fact key={id} label={[label, name].filter(Boolean).join(', ')}>
            {[phone, email].filter(Boolean).join(' · ')}
          </Fact>
        ))}
      </Facts>
    </div>
  );
}
