import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Notice.module.css';

type Tone = 'info' | 'good' | 'warning' | 'error';

const icons = { info: IconInfoCircle, good: IconCircleCheck, warning: IconAlertTriangle, error: IconAlertTriangle };

interface NoticeProps {
  tone?: Tone;
  title?: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** Read out as soon as it appears. */
  spoken?: boolean;
}

/** A message in the page: an icon, words, and what can be done. */
export function Notice({ tone = 'info', title, children, actions, spoken = tone === 'error' }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div
      className={classes.notice}
      data-tone={tone}
      role={spoken ? (tone === 'error' ? 'alert' : 'status') : undefined}
    >
      <Icon className={classes.icon} aria-hidden="true" />
      <div className={classes.body}>
        {title && <p className={classes.title}>{title}</p>}
        {children}
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
    </div>
  );
}
