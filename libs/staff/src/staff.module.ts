import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { InvitationService } from './invitation.service.js';
import { StaffService } from './staff.service.js';
import { TeamService } from './team.service.js';

@Module({
  imports: [AuditModule],
  providers: [StaffService, InvitationService, TeamService],
  exports: [StaffService, InvitationService, TeamService],
})
export class StaffModule {}
