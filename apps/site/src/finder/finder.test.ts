import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { milesBetween, POPULATION_CODES } from '#contract';
import { fixedClock } from '#platform';
import { ask, type RunningSite, startSite } from '../../../../test/site.js';
import { addressOfSearch, type Asked, readAsked } from './asked.js';
import { DirectoryIndex, type IndexedProgram } from './directory-index.js';
import { findPlaces } from './find-places.js';
import { PayerShelf } from './payer-shelf.js';

const BOSTON = { latitude: 42.36, longitude: -71.06 };
const PAYER = '0197a000-0000-7000-8000-000000000001';

const program = (change: Partial<IndexedProgram> = {}): IndexedProgram => ({
  level: 'residential_high',
  populations: [],
  languages: ['en'],
  methadone: 'unknown',
  buprenorphine: 'unknown',
  naltrexone: 'unknown',
  pays: [],
  privateInsurance: false,
  payers: [],
  ...change,
});
const at = (miles: number, programs: IndexedProgram[] = [program()], state = 'MA') => ({
  id: randomUUID(),
  state,
  latitude: BOSTON.latitude + miles / 69.1,
  longitude: BOSTON.longitude,
  changedAt: new Date('2026-11-20T12:00:00Z'),
  programs,
});
const asked = (given: Record<string, string>): Asked => readAsked({ zip: '02118', ...given }).asked;
const find = (places: ReturnType<typeof at>[], given: Record<string, string> = {}) => {
  const payerId = given.pay === 'some-plan' ? PAYER : null;
  const around = given.state ? null : BOSTON;
  const found = findPlaces(new DirectoryIndex(places), { asked: asked(given), around, payerId });
  return { say: found.say.map((one) => one.at), unsaid: found.unsaid.map((one) => one.at), found };
};

describe('what the finder finds', () => {
  it('is within the miles asked for, the nearest first', () => {
    const places = [at(30), at(3), at(-8), at(24.9)];
    expect(find(places, { miles: '25' }).say).toEqual([1, 2, 3]);
    expect(find(places, { miles: '10' }).say).toEqual([1, 2]);
  });

  it('never has a place whose own word is no, and tells a no from silence', () => {
    const places = [
      at(1, [program({ methadone: 'refuses' })]),
      at(2, [program({ methadone: 'tapers' })]),
      at(3),
      at(4, [program({ methadone: 'continues' })]),
      at(5, [program({ methadone: 'refuses' }), program({ methadone: 'starts_and_continues' })]),
    ];
    const { say, unsaid } = find(places, { medicine: 'methadone' });
    expect(say).toEqual([3, 4]);
    expect(unsaid).toEqual([2]);
  });

  it('asks all of one program, not of one place', () => {
    const places = [
      at(1, [
        program({ languages: ['es'], level: 'outpatient' }),
        program({ languages: ['en'], level: 'residential_high' }),
      ]),
      at(2, [program({ languages: ['en', 'es'] })]),
    ];
    const { say, unsaid, found } = find(places, { level: 'residential', in: 'es' });
    expect(say).toEqual([1]);
    expect(unsaid).toEqual([0]);
    expect(found.unsaid[0]?.unsaid).toEqual(['language']);
  });

  it('knows a payer, a way to pay, a group, a state', () => {
    const places = [
      at(1, [program({ payers: [PAYER] })]),
      at(2, [program({ pays: ['sliding_scale'] })]),
      at(3, [program({ populations: ['veterans'] })]),
      at(4, [program()], 'TX'),
    ];
    expect(find(places, { pay: 'some-plan' }).say).toEqual([0]);
    expect(find(places, { pay: 'sliding_scale' }).say).toEqual([1]);
    expect(find(places, { for: 'veterans' }).say).toEqual([2]);
    expect(find(places, { state: 'TX', zip: '' }).say).toEqual([3]);
  });

  it('R13 is the same set in the order of distance, whatever is asked', () => {
    const stances = ['unknown', 'continues', 'refuses'] as const;
    const one = fc.record({
      miles: fc.double({ min: -200, max: 200, noNaN: true }),
      methadone: fc.constantFrom(...stances),
      populations: fc.subarray([...POPULATION_CODES].slice(0, 3)),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 30 }), (list) => {
        const places = list.map(({ miles, ...given }) => at(miles, [program(given)]));
        const given = { miles: '100', medicine: 'methadone', for: POPULATION_CODES[0] };
        const { say, unsaid, found } = find(places, given);
        const near = places.flatMap((place, position) => {
          const miles = milesBetween(BOSTON, place) ?? Number.NaN;
          return miles <= 100 && list[position]?.methadone !== 'refuses' ? [position] : [];
        });
        expect([...say, ...unsaid].toSorted((a, b) => a - b)).toEqual(near);
        for (const part of [found.say, found.unsaid]) {
          const miles = part.map((place) => place.miles ?? 0);
          expect(miles).toEqual(miles.toSorted((a, b) => a - b));
        }
        for (const position of say) expect(list[position]?.methadone).toBe('continues');
      }),
    );
  });
});

describe('what is asked', () => {
  it.each([
    [{}, false, null],
    [{ zip: '02118' }, true, null],
    [{ zip: '2118' }, true, 'zip'],
    [{ level: 'detox', zip: '' }, true, 'place'],
    [{ pay: 'aetna' }, false, null],
    [{ state: 'ma' }, true, null],
    [{ zip: ['02118', '1'], state: {} }, false, null],
  ] as const)('%j', (given, looking, error) => {
    expect(readAsked(given)).toMatchObject({ looking, error });
  });

  it('goes into an address and comes back the same, whatever came in', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('zip', 'miles', 'state', 'level', 'pay', 'for', 'in', 'medicine', 'page'),
          fc.oneof(
            fc.string(),
            fc.constantFrom('02118', 'MA', 'detox', 'es', '50', 'veterans', 'methadone', '3'),
          ),
        ),
        (given) => {
          const first = readAsked(given).asked;
          const address = new URL(addressOfSearch(first), 'http://x');
          const again = readAsked(Object.fromEntries(address.searchParams)).asked;
          const { state, miles, ...rest } = first;
          expect(again).toMatchObject(rest);
          expect(again.zip ? again.miles : again.state).toBe(first.zip ? miles : state);
        },
      ),
    );
  });

  it('names a payer by its words, its other names, and not by half of two', () => {
    const payer = (name: string, aliases: string[] = []) => ({
      id: randomUUID(),
      name,
      kind: 'insurer',
      state: null,
      selfFunded: false,
      fact: null,
      aliases,
      saidAt: null,
    });
    const shelf = new PayerShelf(
      [
        payer('Aetna', ['CVS Aetna']),
        payer('Blue Cross Blue Shield of Texas', ['BCBSTX']),
        payer('Blue Cross Blue Shield', ['BCBS']),
        payer('Check'),
        payer('!'),
      ],
      new DirectoryIndex([]),
    );
    expect(shelf.named('aetna')?.slug).toBe('aetna');
    expect(shelf.named('BCBSTX')?.slug).toBe('blue-cross-blue-shield-of-texas');
    expect(shelf.named('blue cross')).toBeUndefined();
    expect(shelf.named('  ')).toBeUndefined();
    expect(shelf.bySlug('check')).toBeUndefined();
    expect(new Set(shelf.all.map(({ slug }) => slug)).size).toBe(5);
    expect(shelf.search('blue sh').map(({ name }) => name)).toHaveLength(2);
    const offered = (typed: string) => shelf.perhaps(typed).map(({ slug }) => slug);
    for (const typed of ['Atena', 'Aetan', 'Aetnaa', 'aetn', 'Cvs Etna']) {
      expect([typed, offered(typed)]).toEqual([typed, ['aetna']]);
    }
    expect(offered('Blu Cros')).toHaveLength(2);
    expect(offered('blue cross')).toHaveLength(2);
    expect(offered('BCBS Teaxs')).toEqual([]);
    expect(offered('Bleu Cross of Texsa')).toEqual(['blue-cross-blue-shield-of-texas']);
    expect([offered('xyzzy'), offered('a'), offered('')].flat()).toEqual(['aetna']);
  });
});

describe('the pages of the finder', () => {
  const clock = fixedClock('2026-11-24T15:00:00Z');
  const ids = {
    open: randomUUID(),
    owned: randomUUID(),
    hidden: randomUUID(),
    program: randomUUID(),
  };
  let site: RunningSite;
  beforeAll(async () => {
    site = await startSite({ clock });
    await ask(
      site.db.ownerUrl,
      `INSERT INTO facility (id, name, city, state, zip, latitude, longitude, phone, source, name_key, listed, financial_tie)
       VALUES ('${ids.open}', '<b>Pier House</b>', 'Boston', 'MA', '02118', 42.34, -71.07, '+16175550142', 'staff', 'a', true, 'unknown'),
         ('${ids.owned}', 'Owned House', 'Boston', 'MA', '02118', NULL, NULL, NULL, 'staff', 'b', true, 'owned_and_pays'),
         ('${ids.hidden}', 'Hidden House', 'Boston', 'MA', '02118', 42.34, -71.07, NULL, 'staff', 'c', false, 'none')`,
    );
    await ask(
      site.db.ownerUrl,
      `INSERT INTO program (id, facility_id, name, level_of_care, methadone)
       VALUES ('${ids.program}', '${ids.open}', 'Residence', 'residential_high', 'continues')`,
    );
    await ask(
      site.db.ownerUrl,
      `INSERT INTO field_fact (record_kind, record_id, field, said_by, who, said_at)
       VALUES ('facility', '${ids.open}', 'phone', 'staff', '${randomUUID()}', '2026-11-20T12:00:00Z'),
         ('program', '${ids.program}', 'methadone', 'facility', NULL, '2026-01-05T12:00:00Z')`,
    );
    await ask(
      site.db.ownerUrl,
      `INSERT INTO program_payer (program_id, payer_id, network, said_by, said_at)
       SELECT '${ids.program}', id, 'in', 'facility', '2026-11-01T12:00:00Z' FROM payer WHERE name = 'Aetna'`,
    );
  });
  afterAll(() => site.stop());
  const get = async (path: string) => {
    const answer = await fetch(site.url + path, { redirect: 'manual' });
    return { answer, html: await answer.text() };
  };

  it('shows listed places alone, names who is owned or pays, in the order of distance (R14, R17)', async () => {
    const { answer, html } = await get('/find?zip=02118&miles=10');
    expect(answer.status).toBe(200);
    expect(html).toContain('&lt;b&gt;Pier House');
    expect(html).not.toContain('<b>Pier');
    expect(html).not.toContain('Hidden House');
    expect(html).toContain('It has the same owner as this referral service, and pays it.');
    expect(answer.headers.get('permissions-policy')).toContain('geolocation=(self)');
    expect((await get('/')).answer.headers.get('permissions-policy')).toContain('geolocation=()');
    const { html: taking } = await get('/es/find?zip=02118&pay=aetna&level=residential');
    expect(taking).toContain('1 lugar dice que encaja');
  });

  it.each([
    ['/find?zip=1', 422],
    ['/find?zip=00000', 422],
    ['/find?level=detox&zip=', 422],
    ['/find?level=detox', 200],
    ['/find?zip[]=x&page=-4', 200],
    ['/find?state=MA&page=9999999999999', 200],
    ['/find?pay=%3Cscript%3E&state=MA', 200],
    ['/facilities/nothing', 404],
    [`/facilities/${randomUUID()}`, 404],
    [`/facilities/${randomUUID()}/mistake`, 404],
  ])('%s answers %i', async (path, status) => {
    expect((await get(path)).answer.status).toBe(status);
  });

  it('says of a place its own number first, since when, what is old and what nobody knows', async () => {
    const { html } = await get(`/facilities/${ids.open}`);
    expect(html.indexOf('tel:+16175550142')).toBeLessThan(html.lastIndexOf('tel:+18885550100'));
    expect(html).toContain('as of Nov 20, 2026');
    expect(html).toMatch(/as of Jan 5, 2026[^<]*(<!-- -->)?[^<]*old: please ask/);
    expect(html).toContain('Aetna (in network, as of Nov 1, 2026)');
    expect(html).toContain('Whether there is a free bed');
    expect(html).toContain('same owner as us, or pays us. Please ask us.');
    expect((await get(`/facilities/${ids.hidden}`)).answer.status).toBe(404);
  });

  it('offers what a wider search would find where this one finds nothing, and nothing where none would', async () => {
    const { html } = await get('/find?zip=01201&miles=10');
    expect(html).toContain('No listed place here says');
    // A map of nothing helps nobody.
    expect(html).not.toContain('place-map');
    expect((await get('/find?zip=02118')).html).toContain('place-map');
    expect(html).toContain(
      'href="/find?zip=01201&amp;miles=250#found">See 2 places within 250 miles',
    );
    expect(html).toContain('href="/find?state=MA#found">See 2 places in Massachusetts');
    const { html: wishing } = await get('/es/find?zip=02118&level=outpatient&medicine=methadone');
    expect(wishing).toContain(
      'href="/es/find?zip=02118&amp;miles=25#found">Ver 2 lugares aquí, de todo tipo',
    );
    expect((await get('/find?state=TX')).html).not.toContain('class="wider"');
    expect((await get('/find?zip=02118')).html).not.toContain('class="wider"');
  });

  it('tells search engines of every listed place in both languages, and of no other', async () => {
    const { html: index } = await get('/sitemap.xml');
    expect(index.match(/<loc>[^<]*\/sitemap-places-\d+\.xml<\/loc>/g)).toHaveLength(1);
    const { answer, html: map } = await get('/sitemap-places-1.xml');
    expect(answer.headers.get('content-type')).toContain('xml');
    for (const id of [ids.open, ids.owned]) {
      expect(map).toMatch(
        new RegExp(`/facilities/${id}</loc>\\s*<lastmod>20\\d\\d-\\d\\d-\\d\\dT`),
      );
      expect(map).toContain(`/es/facilities/${id}</loc>`);
    }
    expect(map).not.toContain(ids.hidden);
    for (const none of ['2', '0', '-1', 'x', '01', '99999999999']) {
      expect((await get(`/sitemap-places-${none}.xml`)).answer.status).toBe(404);
    }
  });

  it('finds the nearest ZIP of where somebody is, without putting the place into an address', async () => {
    const at = { latitude: '42.3367', longitude: '-71.0709', level: 'detox' };
    const answer = await site.post('/find/near', at);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toMatch(/^\/find\?zip=02\d{3}&miles=25&level=detox$/);
    for (const odd of [
      {},
      { latitude: 'x', longitude: '1' },
      { latitude: '0', longitude: '-150' },
    ]) {
      expect((await site.post('/find/near', odd as Record<string, string>)).status).toBe(422);
    }
    expect(site.log.join('')).not.toMatch(/42\.3|71\.0/);
  });

  it('takes a report of a mistake sealed, once, and doubts a machine’s without dropping it (R16)', async () => {
    const path = `/facilities/${ids.open}/mistake`;
    const issued = /name="issued" value="([^"]+)"/.exec((await get(path)).html)?.[1] ?? '';
    clock.set('2026-11-24T15:00:20Z');
    const report = { about: ['phone', 'closed'], text: 'It rings a bakery.', issued };
    expect((await site.post(path, report)).status).toBe(200);
    expect((await site.post(path, report)).status).toBe(200);
    expect((await site.post(path, { issued })).status).toBe(422);
    expect((await site.post(path, { about: 'everything' })).status).toBe(422);
    expect((await site.post(path, { text: 'x'.repeat(2001) })).status).toBe(422);
    expect((await site.post(path, { text: 'Buy my pills', website: 'x' })).status).toBe(200);
    const kept = (await site.inquiries()).filter(({ kind }) => kind === 'directory_report');
    expect(kept.map(({ suspicion }) => suspicion)).toEqual([[], ['honeypot']]);
    expect(kept[0]?.envelope).toMatchObject({
      report: { facilityId: ids.open, about: ['phone', 'closed'], text: 'It rings a bakery.' },
    });
  });
});
