import { Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import {
  IconDeviceMobile,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconQrcode,
  IconSun,
} from '@tabler/icons-react';
import { Link } from 'react-router';
import { switchLocale } from '../shared/i18n/i18n.js';
import { useLocale } from '../shared/i18n/texts.js';
import { useShortcutsHelp } from '../shared/keyboard/Shortcuts.js';
import { may } from '../shared/session/permissions.js';
import { useIdentity, useSession } from '../shared/session/session.js';
import { useWords } from '../shared/vocabulary/useWords.js';
import classes from './Account.module.css';
import { AccountButton } from './AccountButton.js';
import { useShellTexts } from './useShellTexts.js';

/** Who is signed in, the language, the display, and the way out. @param opened as soon as it is there: somebody has pressed already */
export function AccountMenu({ opened }: { opened: boolean }) {
  const t = useShellTexts();
  const w = useWords();
  const { session, signOut } = useSession();
  const identity = useIdentity();
  const locale = useLocale();
  const other = locale === 'fr' ? 'en' : 'fr';
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const showShortcuts = useShortcutsHelp();
  const dark = scheme === 'dark';
  return (
    <Menu defaultOpened={opened} position="bottom-end" width={260}>
      <Menu.Target>
        <AccountButton />
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <strong>{session?.identity.displayName}</strong>
          <span>{session?.identity.email}</span>
          <span>{session?.identity.agencyRoles.map((role) => w(`agencyRole.${role}`)).join(', ')}</span>
        </div>
        <Menu.Divider />
        {may(identity, 'declaration.relay') && (
          <Menu.Item component={Link} to="/relay" leftSection={<IconQrcode size={20} />}>
            {t('relay')}
          </Menu.Item>
        )}
        {may(identity, 'incident.declare') && (
          <Menu.Item component={Link} to="/devices" leftSection={<IconDeviceMobile size={20} />}>
            {t('devices')}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLanguage size={20} />} onClick={() => void switchLocale(other, true)}>
          <span lang={other}>{t('language')}</span>
        </Menu.Item>
        <Menu.Item
          leftSection={dark ? <IconSun size={20} /> : <IconMoon size={20} />}
          onClick={() => setColorScheme(dark ? 'light' : 'dark')}
        >
          {dark ? t('light') : t('dark')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={20} />} onClick={showShortcuts}>
          {t('shortcuts')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={20} />} onClick={() => void signOut()}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
