import type { Migration } from '#libs/database';
import { CreateSchema1795465800000 } from './1795465800000-create-schema.js';
import { CreateIncidents1795465801000 } from './1795465801000-create-incidents.js';
import { CreateJournal1795465802000 } from './1795465802000-create-journal.js';
import { AddStages1796040000000 } from './1796040000000-add-stages.js';
import { CreateClocks1796050001000 } from './1796050001000-create-clocks.js';
import { HideRelayer1796060001000 } from './1796060001000-hide-relayer.js';
import { CreatePaperForms1796070000000 } from './1796070000000-create-paper-forms.js';
import { CreateMailbox1796080000000 } from './1796080000000-create-mailbox.js';
import { AddMachineName1796090001000 } from './1796090001000-add-machine-name.js';
import { CreateReportRequests1796120000000 } from './1796120000000-create-report-requests.js';
import { CreateAssessments1796130000000 } from './1796130000000-create-assessments.js';
import { CreateCallDrafts1796140000000 } from './1796140000000-create-call-drafts.js';
import { AddRoom1796145000000 } from './1796145000000-add-room.js';
import { OrderByScore1796146000000 } from './1796146000000-order-by-score.js';
import { CreateTasks1796150000000 } from './1796150000000-create-tasks.js';
import { CreateCare1796160000000 } from './1796160000000-create-care.js';
import { CreateIndicators1796170000000 } from './1796170000000-create-indicators.js';
import { CreateAttachments1796180000000 } from './1796180000000-create-attachments.js';
import { CreateWordings1796190000000 } from './1796190000000-create-wordings.js';
import { FillWordings1796190001000 } from './1796190001000-fill-wordings.js';
import { CreateSimilar1796191000000 } from './1796191000000-create-similar.js';
import { FindLinking1796200000000 } from './1796200000000-find-linking.js';
import { CreateReports1796201000000 } from './1796201000000-create-reports.js';
import { CreateStatistics1796210000000 } from './1796210000000-create-statistics.js';
import { CreateSearchText1796240000000 } from './1796240000000-create-search-text.js';
import { FillSearchText1796240001000 } from './1796240001000-fill-search-text.js';
import { CoverFilters1796241000000 } from './1796241000000-cover-filters.js';
import { StoreMailAttachments1796250000000 } from './1796250000000-store-mail-attachments.js';
import { FindCleanFiles1796250001000 } from './1796250001000-find-clean-files.js';
import { CreateRegionalEntries1796260000000 } from './1796260000000-create-regional-entries.js';
import { AddRegionalTasks1796260001000 } from './1796260001000-add-regional-tasks.js';
import { StartPlaybooksRegionally1796270000000 } from './1796270000000-start-playbooks-regionally.js';
import { FindJudgedFiles1796290000000 } from './1796290000000-find-judged-files.js';
import { NoteRemovedBytes1796290001000 } from './1796290001000-note-removed-bytes.js';
import { FindClosing1796300000000 } from './1796300000000-find-closing.js';
import { MixReferences1796310000000 } from './1796310000000-mix-references.js';
import { KeepPartsTrue1796310001000 } from './1796310001000-keep-parts-true.js';
import { MendParts1796310002000 } from './1796310002000-mend-parts.js';
import { MendSimilar1796310003000 } from './1796310003000-mend-similar.js';

export const migrations: readonly Migration[] = [
  CreateSchema1795465800000,
  CreateIncidents1795465801000,
  CreateJournal1795465802000,
  AddStages1796040000000,
  CreateClocks1796050001000,
  HideRelayer1796060001000,
  CreatePaperForms1796070000000,
  CreateMailbox1796080000000,
  AddMachineName1796090001000,
  CreateReportRequests1796120000000,
  CreateAssessments1796130000000,
  CreateCallDrafts1796140000000,
  AddRoom1796145000000,
  OrderByScore1796146000000,
  CreateTasks1796150000000,
  CreateCare1796160000000,
  CreateIndicators1796170000000,
  CreateAttachments1796180000000,
  CreateWordings1796190000000,
  FillWordings1796190001000,
  CreateSimilar1796191000000,
  FindLinking1796200000000,
  CreateReports1796201000000,
  CreateStatistics1796210000000,
  CreateSearchText1796240000000,
  FillSearchText1796240001000,
  CoverFilters1796241000000,
  StoreMailAttachments1796250000000,
  FindCleanFiles1796250001000,
  CreateRegionalEntries1796260000000,
  AddRegionalTasks1796260001000,
  StartPlaybooksRegionally1796270000000,
  FindJudgedFiles1796290000000,
  NoteRemovedBytes1796290001000,
  FindClosing1796300000000,
  MixReferences1796310000000,
  KeepPartsTrue1796310001000,
  MendParts1796310002000,
  MendSimilar1796310003000,
];
