import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import type { ComponentType } from 'react';
import type { Identity } from '#libs/contracts';
import { DeclarePage } from '../features/declare/DeclarePage.js';
import { Waiting } from '../shared/ui/Waiting.js';
import { NotFound } from './NotFound.js';
import { homeOf } from './places.js';
import { RouteError } from './RouteError.js';
import { Shell } from './Shell.js';

/** A page in a file of its own, loaded when it is first opened. */
const page = (path: string, load: () => Promise<ComponentType>): RouteObject => ({
  path,
  lazy: async () => ({ Component: await load() }),
  errorElement: <RouteError />,
  HydrateFallback: Waiting,
});

/** The addresses of the console. What a person may not see is refused by the services; here it is only not offered. */
export function makeRouter(identity: Identity) {
  return createBrowserRouter([
    {
      element: <Shell />,
      errorElement: <RouteError />,
      HydrateFallback: Waiting,
      children: [
        { index: true, element: <Navigate to={homeOf(identity)} replace /> },
        // With the console itself: who declares waits for nothing more, and it opens without a network.
        { path: 'declare', Component: DeclarePage, errorElement: <RouteError /> },
        page('relay', async () => (await import('../features/relay/RelayPage.js')).RelayPage),
        page('devices', async () => (await import('../features/devices/DevicesPage.js')).DevicesPage),
        page('region', async () => (await import('../features/region/RegionPage.js')).RegionPage),
        page('directory', async () => (await import('../features/directory/DirectoryPage.js')).DirectoryPage),
        page('directory/:facilityId', async () => (await import('../features/directory/FacilityPage.js')).FacilityPage),
        page('team', async () => (await import('../features/directory/TeamPage.js')).TeamPage),
        page('incidents', async () => (await import('../features/incidents/IncidentsPage.js')).IncidentsPage),
        page('incidents/on-behalf', async () => (await import('../features/on-behalf/OnBehalfPage.js')).OnBehalfPage),
        page(
          'incidents/:incidentId/declaration',
          async () => (await import('../features/declare/AmendPage.js')).AmendPage,
        ),
        page(
          'incidents/:incidentId/versions',
          async () => (await import('../features/declare/VersionsPage.js')).VersionsPage,
        ),
        page('incidents/mails', async () => (await import('../features/mailbox/MailboxPage.js')).MailboxPage),
        page('incidents/mails/:mailDraftId', async () => (await import('../features/mailbox/MailPage.js')).MailPage),
        page('incidents/:incidentId', async () => (await import('../features/incidents/IncidentPage.js')).IncidentPage),
        page('incidents/:incidentId/room', async () => (await import('../features/room/RoomPage.js')).RoomPage),
        page(
          'incidents/:incidentId/authorities',
          async () => (await import('../features/authorities/AuthoritiesPage.js')).AuthoritiesPage,
        ),
        page(
          'incidents/:incidentId/timeline',
          async () => (await import('../features/timeline/TimelinePage.js')).TimelinePage,
        ),
        page(
          'regional/:regionalId/timeline',
          async () => (await import('../features/timeline/TimelinePage.js')).RegionalTimelinePage,
        ),
        page('reports', async () => (await import('../features/reports/ReportsPage.js')).ReportsPage),
        page('reports/:reportId', async () => (await import('../features/reports/ReportPage.js')).ReportPage),
        page('report-templates', async () => (await import('../features/reports/TemplatesPage.js')).TemplatesPage),
        page('paper/:token', async () => (await import('../features/paper/PaperPage.js')).PaperPage),
        page('regional', async () => (await import('../features/regional/RegionalListPage.js')).RegionalListPage),
        page('regional/:regionalId', async () => (await import('../features/regional/RegionalPage.js')).RegionalPage),
        page('clocks', async () => (await import('../features/clocks/ClocksPage.js')).ClocksPage),
        page('regimes', async () => (await import('../features/regimes/RegimesPage.js')).RegimesPage),
        page('playbooks', async () => (await import('../features/playbooks/PlaybooksPage.js')).PlaybooksPage),
        page('todo', async () => (await import('../features/inbox/TodoPage.js')).TodoPage),
        page(
          'inbox/:facilityId/:advisoryId',
          async () => (await import('../features/inbox/InboxItemPage.js')).InboxItemPage,
        ),
        page('advisories', async () => (await import('../features/advisories/AdvisoriesPage.js')).AdvisoriesPage),
        page(
          'advisories/new',
          async () => (await import('../features/advisories/AdvisoryFormPage.js')).NewAdvisoryPage,
        ),
        page(
          'advisories/:advisoryId',
          async () => (await import('../features/advisories/AdvisoryPage.js')).AdvisoryPage,
        ),
        page(
          'advisories/:advisoryId/edit',
          async () => (await import('../features/advisories/AdvisoryFormPage.js')).EditAdvisoryPage,
        ),
        page('now', async () => (await import('../features/now/NowPage.js')).NowPage),
        page('assets', async () => (await import('../features/assets/AssetsPage.js')).AssetsPage),
        page('assets/import', async () => (await import('../features/assets/ImportPage.js')).ImportPage),
        page('inventory', async () => (await import('../features/inventory/InventoryPage.js')).InventoryPage),
        page('inventory/assets', async () => (await import('../features/assets/RegionAssetsPage.js')).RegionAssetsPage),
        page('inventory/csaf/:csafId', async () => (await import('../features/inventory/CsafPage.js')).CsafPage),
        page('region/care', async () => (await import('../features/care/CareBoardPage.js')).CareBoardPage),
        page('region/figures', async () => (await import('../features/figures/FiguresPage.js')).FiguresPage),
        page('figures', async () => (await import('../features/figures/FiguresPage.js')).FacilityFiguresPage),
        page('region/samu-links', async () => (await import('../features/care/SamuLinksPage.js')).SamuLinksPage),
        page('care', async () => (await import('../features/care/CarePage.js')).CarePage),
        page('care/:facilityId', async () => (await import('../features/care/CarePage.js')).CarePage),
        page(
          'incidents/:incidentId/attachments/:attachmentId',
          async () => (await import('../features/attachments/AttachmentPage.js')).AttachmentPage,
        ),
        page('scanner', async () => (await import('../features/attachments/ScannerPage.js')).ScannerPage),
        page('indicators', async () => (await import('../features/indicators/IndicatorsPage.js')).IndicatorsPage),
        page('webhooks', async () => (await import('../features/webhooks/WebhooksPage.js')).WebhooksPage),
        page('webhooks/:facilityId', async () => (await import('../features/webhooks/WebhooksPage.js')).WebhooksPage),
        { path: '*', element: <NotFound /> },
      ],
    },
  ]);
}
