import { Outlet, ScrollRestoration, useNavigation } from 'react-router';
import { BottomBar } from './BottomBar.js';
import { DeclaringProvider } from '../features/declare/DeclaringProvider.js';
import { RelayingProvider } from '../features/relay/RelayingProvider.js';
import { ConnectionMark } from './Connection.js';
import { Account } from './Account.js';
import { News } from './News.js';
import { SideBar } from './SideBar.js';
import { StatusLine } from './StatusLine.js';
import classes from './Shell.module.css';
import { HomeLink } from './HomeLink.js';
import { later } from '../shared/ui/later.js';
import { standing } from '../shared/ui/standing.js';
import { useShellTexts } from './useShellTexts.js';

const SendingsWatch = later(async () => (await import('../features/attachments/SendingsWatch.js')).SendingsWatch, {
  after: standing,
});

/** The frame of every page behind the sign-in. */
export function Shell() {
  const t = useShellTexts();
  const { state } = useNavigation();
  return (
    <DeclaringProvider>
      <RelayingProvider>
        <div className={classes.shell}>
          <a href="#content" className={classes.skip}>
            {t('skip')}
          </a>
          <header className={classes.header} data-no-print>
            <HomeLink />
            <StatusLine />
            <div className={classes.tools}>
              <ConnectionMark />
              <Account />
            </div>
            {state === 'loading' && <div className={classes.progress} aria-hidden="true" />}
          </header>
          <div className={classes.side} data-no-print>
            <SideBar />
          </div>
          <main id="content" tabIndex={-1} className={classes.main}>
            <Outlet />
          </main>
          <div className={classes.bottom} data-no-print>
            <BottomBar />
          </div>
          <News />
          <SendingsWatch />
          <ScrollRestoration getKey={({ pathname }) => pathname} />
        </div>
      </RelayingProvider>
    </DeclaringProvider>
  );
}
