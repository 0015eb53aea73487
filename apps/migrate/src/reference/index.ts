import type { Client } from 'pg';
import { loadCadences } from './cadences.js';
import { loadContent } from './content.js';
import { loadOrganisation } from './organisation.js';
import { loadPayers } from './payers.js';
import { loadRouting } from './routing.js';
import { loadSources } from './sources.js';
import { loadTemplates } from './templates.js';
import { loadZipPlaces } from './zip-places.js';

/**
 * Loads what an empty Bridgeline needs to work: sources, a first tracking number, the organisation,
 * payers, routing rules, where ZIP codes are, articles. Repeating it changes nothing, and never touches what an administrator has edited.
 */
export async function loadReference(client: Client): Promise<void> {
  await loadSources(client);
  await loadOrganisation(client);
  await loadPayers(client);
  await loadTemplates(client);
  await loadCadences(client);
  await loadRouting(client);
  await loadZipPlaces(client);
  await loadContent(client);
}
