import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { z } from 'zod';
import { ErrorBody, ROLE_PERMISSIONS, ROLES } from '#contract';
import { ANSWER, type Answer, SUMMARY } from '../http/answers.js';
import type { Route } from '../http/route-list.js';
import { Valid, Versioned } from '../http/versioned.js';

type Json = Record<string, unknown>;
const STRING = { type: 'string' };

/**
 * Describes the routes as OpenAPI 3.1, from the same declarations and zod schemas that the routes
 * run on: who may use them, what they take, what they answer.
 */
export function openApi(routes: readonly Route[], server: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of [...routes].sort((a, b) => order(a).localeCompare(order(b)))) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Bridgeline desk API',
      version: '1',
      description:
        'The staff API. Lists speak the dialect of ra-data-simple-rest: sort=["field","ASC"], range=[0,24], filter={"field":"value"}, answered with Content-Range.',
    },
    servers: [{ url: server }],
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'bridgeline.session_token' },
      },
      schemas: { Error: jsonSchema(ErrorBody) },
    },
  };
}

function order(route: Route): string {
  return `${route.path} ${route.method}`;
}

function operation(route: Route): Json {
  const answer = (Reflect.getMetadata(ANSWER, route.target) ?? {}) as Answer;
  const summary = Reflect.getMetadata(SUMMARY, route.target) as string | undefined;
  const body = schemaOf(route, RouteParamtypes.BODY);
  return {
    operationId: `${route.controller.replace(/Controller$/, '')}.${route.handler}`,
    tags: [route.path.split('/')[2] ?? 'api'],
    ...(summary ? { summary } : {}),
    ...access(route),
    parameters: [
      ...pathParameters(route.path),
      ...(answer.list ? listParameters(answer.list.filter) : []),
      ...queryParameters(schemaOf(route, RouteParamtypes.QUERY)),
    ],
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(body) } },
          },
        }
      : {}),
    responses: {
      [String(answer.status ?? 200)]: success(answer),
      default: {
        description: 'Not done; the code says why.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}

function access({ access: rule }: Route): Json {
  if (rule.kind === 'public') return { security: [], 'x-access': rule.why };
  if (rule.kind === 'signed-in') return { 'x-access': rule.why };
  return {
    'x-permission': rule.permission,
    'x-roles': ROLES.filter((role) => ROLE_PERMISSIONS[role].includes(rule.permission)),
  };
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', ...(name === 'id' ? { format: 'uuid' } : {}) },
  }));
}

function listParameters(filter: z.ZodType): Json[] {
  const asJson = (name: string, description: string, schema: Json) => ({
    name,
    in: 'query',
    description,
    content: { 'application/json': { schema } },
  });
  return [
    asJson('sort', '["field","ASC"] or ["field","DESC"]', {
      type: 'array',
      prefixItems: [{ type: 'string' }, { enum: ['ASC', 'DESC'] }],
    }),
    asJson('range', '[first,last], counted from 0, both included; at most 200 records', {
      type: 'array',
      items: { type: 'integer', minimum: 0 },
      minItems: 2,
      maxItems: 2,
    }),
    asJson('filter', 'a JSON object', jsonSchema(filter)),
  ];
}

function queryParameters(query: z.ZodType | undefined): Json[] {
  if (!query) return [];
  const { properties = {} } = jsonSchema(query) as { properties?: Record<string, Json> };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', schema }));
}

function success({ schema, list, text }: Answer): Json {
  if (text) return { description: text.what, content: { [text.type]: { schema: STRING } } };
  if (!schema)
    throw new Error(
      'A route does not say what it answers: add @Answers, @AnswersPage or @AnswersText.',
    );
  const shape = jsonSchema(schema, 'output');
  return {
    description: list ? 'A page of records.' : 'The record.',
    ...(list
      ? {
          headers: {
            'Content-Range': { schema: { type: 'string', example: `${list.resource} 0-24/317` } },
          },
        }
      : {}),
    content: { 'application/json': { schema: list ? { type: 'array', items: shape } : shape } },
  };
}

/** Nest keeps the pipes of each parameter under `type:index`; ours carry the schema of body or query. */
function schemaOf(route: Route, type: RouteParamtypes): z.ZodType | undefined {
  const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, route.type, route.handler) ??
    {}) as Record<string, { pipes?: unknown[] }>;
  for (const [key, { pipes = [] }] of Object.entries(parameters)) {
    if (!key.startsWith(`${type}:`)) continue;
    const pipe = pipes.find((one) => one instanceof Valid || one instanceof Versioned);
    if (pipe) return pipe.schema;
  }
  return undefined;
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output' = 'input'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
