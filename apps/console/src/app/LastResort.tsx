import { Component, type ReactNode } from 'react';
import { useUi } from '../shared/ui/useUi.js';

/** When even the frame of the pages breaks: say what is safe, offer to load again. Never an empty screen. */
export class LastResort extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const t = useUi();
  return (
    <main>
      <h1>{t('error.pageTitle')}</h1>
      <p>{t('error.unexpected')}</p>
      <button type="button" onClick={() => location.reload()}>
        {t('error.reload')}
      </button>
    </main>
  );
}
