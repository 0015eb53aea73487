import type { RoutingConditions, RoutingTarget } from '#contract';
import { Column, CreateDateColumn, Entity, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** One rule of who gets a lead. Rules are asked in the order of their position. */
@Entity('routing_rule')
@Index('routing_rule_order', ['position', 'id'])
export class RoutingRuleEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('integer')
  position!: number;

  @Column('text')
  name!: string;

  @Column('boolean', { default: true })
  active!: boolean;

  @Column('jsonb', { default: {} })
  conditions!: RoutingConditions;

  @Column('jsonb')
  target!: RoutingTarget;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
