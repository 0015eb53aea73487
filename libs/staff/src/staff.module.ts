import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { InvitationService } from './invitation.service.js';
import { StaffService } from './staff.service.js';
import { TeamService } from './team.service.js';
import { SavedViewService } from './views/saved-view.service.js';

@Module({
  imports: [AuditModule],
  providers: [StaffService, InvitationService, TeamService, SavedViewService],
  exports: [StaffService, InvitationService, TeamService, SavedViewService],
})
export class StaffModule {}
