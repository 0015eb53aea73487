export { TaskEntity } from './task.entity.js';
