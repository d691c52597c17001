/** A delay as people write it; `other` holds one of no such form as the rule book writes it. */
export interface Amount {
  count: string;
  unit: (typeof units)[number];
}

const forms = {
  minutes: { written: /^PT(\d+)M$/, write: (count: string) => `PT${count}M` },
  hours: { written: /^PT(\d+)H$/, write: (count: string) => `PT${count}H` },
  days: { written: /^P(\d+)D$/, write: (count: string) => `P${count}D` },
  months: { written: /^P(\d+)M$/, write: (count: string) => `P${count}M` },
} as const;
const plain = ['minutes', 'hours', 'days', 'months'] as const;

export const units = [...plain, 'other'] as const;

/** `PT72H` as 72 hours; without delay is 0 hours. */
export function amountOf(delay: string): Amount {
  if (delay === WITHOUT_DELAY) return { count: '0', unit: 'hours' };
  for (const unit of plain) {
    const count = forms[unit].written.exec(delay)?.[1];
    const amount = { count: count ?? '', unit };
    if (count !== undefined && delayOf(amount) === delay) return amount;
  }
  return { count: delay, unit: 'other' };
}

/** The same in the rule book's form. What is no number becomes what the contract refuses. */
export function delayOf({ count, unit }: Amount): string {
  const told = count.trim();
  if (unit === 'other') return told;
  return /^0+$/.test(told) ? WITHOUT_DELAY : forms[unit].write(told);
}

const WITHOUT_DELAY = 'PT0S';

/** When people are reminded, as seen from the due time. */
export interface Reminder {
  when: 'before' | 'at' | 'after';
  amount: Amount;
}

export function reminderOf(offset: string): Reminder {
  if (offset === WITHOUT_DELAY) return { when: 'at', amount: { count: '1', unit: 'days' } };
  const when = offset.startsWith('-') ? 'before' : 'after';
  return { when, amount: amountOf(offset.replace(/^-/, '')) };
}

export function offsetOf({ when, amount }: Reminder): string {
  if (when === 'at') return WITHOUT_DELAY;
  return `${when === 'before' ? '-' : ''}${delayOf(amount)}`;
}
