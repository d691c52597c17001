import { Button } from '@mantine/core';
import { IconPhoneCheck, IconPlugConnectedX, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { ContactPoint } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { agencyMay, facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Card } from '../../shared/ui/Card.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { ContactDialog } from './ContactDialog.js';
import classes from './Directory.module.css';
import { useDirectoryTexts } from './useDirectoryTexts.js';

/** How a facility is reached, and whether any of it survives the loss of its network. */
export function ContactList({ facilityId }: { facilityId: string }) {
  const t = useDirectoryTexts();
  const identity = useIdentity();
  const contacts = useRead('contacts', { facilityId });
  const [editing, setEditing] = useState<ContactPoint | 'new' | null>(null);
  const mayManage =
    agencyMay(identity, 'contact.manage') ||
    facilitiesWhere(identity, 'contact.manage').some(({ id }) => id === facilityId);
  return (
    <Card
      title={t('contacts.title')}
      aside={
        mayManage && (
          <Button
            variant="default"
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            onClick={() => setEditing('new')}
          >
            {t('contacts.add')}
          </Button>
        )
      }
    >
      <Loaded from={contacts} rows={2} height={72}>
        {({ items }) => (
          <div className={classes.list}>
            <p className={classes.soft}>{t('contacts.lead')}</p>
            {items.length === 0 && <Notice tone="warning">{t('contacts.none')}</Notice>}
            {items.length > 0 && !items.some(({ outside }) => outside) && (
              <Notice tone="warning">{t('contacts.warning')}</Notice>
            )}
            <ul className={classes.list}>
              {items.map((contact) => (
                <li key={contact.id} className={classes.contact}>
                  <div className={classes.contactHead}>
                    <span>
                      <strong>{contact.name}</strong> <span className={classes.soft}>{contact.label}</span>
                    </span>
                    {mayManage && (
                      <Button
                        variant="subtle"
                        onClick={() => setEditing(contact)}
                        aria-label={t('contacts.edit', { name: contact.name })}
                      >
                        {t('contacts.modify')}
                      </Button>
                    )}
                  </div>
                  <span className={classes.ways}>
                    {contact.phone && <a href={`tel:${contact.phone.replace(/[^+\d]/g, '')}`}>{contact.phone}</a>}
                    {contact.email && <a href={`mailto:${contact.email}`}>{contact.email}</a>}
                  </span>
                  <span className={classes.reach} data-outside={contact.outside || undefined}>
                    {contact.outside ? (
                      <IconPhoneCheck size={18} aria-hidden="true" />
                    ) : (
                      <IconPlugConnectedX size={18} aria-hidden="true" />
                    )}
                    {t(contact.outside ? 'contacts.outside' : 'contacts.inside')}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </Loaded>
      {editing && (
        <ContactDialog
          facilityId={facilityId}
          contact={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </Card>
  );
}
