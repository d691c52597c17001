import { texts } from '../../shared/i18n/texts.js';
import { tasksEn } from './tasks.en.js';
import { tasksFr } from './tasks.fr.js';

export const useTasksTexts = texts('tasks', tasksFr, tasksEn);
