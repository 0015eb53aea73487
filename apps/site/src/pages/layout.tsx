import type { ReactNode } from 'react';
import { nightColours } from '#contract';
import { faviconOf } from '../http/favicon.js';
import type { PageStyles } from '../http/look-styles.js';
import { type Frame, pathIn } from './frame.js';
import { type Found, FoundHead } from './head.js';
import { MORE_PLACES, PLACES, type SitePlace } from './navigation.js';

interface DocumentProps {
  frame: Frame;
  title: string;
  description?: string | undefined;
  /** Pages of one visitor's own are for no search engine. */
  hidden?: boolean;
  /** What those who find it may know; without it a page says nothing of itself. */
  found?: Found | undefined;
  /** Loads the face of headings on wide screens, 10 kB: for pages with room for it. */
  face?: boolean;
  /** A form's id: the language switch then posts it, and nothing typed is lost. */
  switchForm?: string | undefined;
  /** On a shared device the title must not say whose page this is: without the organisation's name. */
  neutral?: boolean;
  /** Extra class of the body, for pages that need calm. */
  tone?: 'danger' | undefined;
  /** For the staff of a facility: without what is there for people in need. */
  forFacility?: boolean;
  /** Looks again by itself after so many seconds. */
  again?: number | undefined;
  /** The page says itself, with a {@link PaintHere}, from where on it may be painted; else that is where its content begins. */
  paintLater?: boolean;
  children: ReactNode;
}

/** The whole page around its content: crisis bar, header, the call bar of phones, content, footer. */
export function Document(props: DocumentProps) {
  const { frame, title, description, hidden, neutral, found, face, switchForm, tone } = props;
  const { forFacility, again, children, paintLater } = props;
  const { words, assets, organisation } = frame;
  const name = organisation?.name ?? 'Bridgeline';
  return (
    <html lang={frame.language}>
      <head>
        <meta charSet="utf-8" />
        <title>{neutral ? title : `${title} · ${name}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content={nightColours(frame.look).night} />
        <meta name="format-detection" content="telephone=no" />
        {description ? <meta name="description" content={description} /> : null}
        {again ? <meta httpEquiv="refresh" content={`${again}`} /> : null}
        {hidden ? <meta name="robots" content="noindex" /> : null}
        <link rel="icon" href={iconOf(frame)} type="image/svg+xml" />
        {found ? (
          <FoundHead frame={frame} title={title} description={description} found={found} />
        ) : null}
        {face ? (
          <link
            rel="preload"
            as="font"
            type="font/woff2"
            href={assets.font}
            crossOrigin=""
            media="(min-width: 48rem)"
          />
        ) : null}
        <Styles {...frame.styles} />
        <link rel="expect" href={`#${PAINT_HERE}`} blocking="render" />
        <script src={assets.script} defer data-styles={stylesToKeep(frame)} />
      </head>
      <body className={[tone, face ? 'face' : ''].filter(Boolean).join(' ') || undefined}>
        <a className="skip" href="#content">
          {words.skip}
        </a>
        {forFacility ? null : <CrisisBar frame={frame} />}
        <Header frame={frame} name={name} switchForm={switchForm} forFacility={forFacility} />
        {forFacility ? null : <CallBar frame={frame} />}
        {paintLater ? null : <PaintHere />}
        <main id="content" tabIndex={-1}>
          {children}
        </main>
        <Footer frame={frame} forFacility={forFacility} />
      </body>
    </html>
  );
}

const PAINT_HERE = 'paint-here';

/**
 * Nothing is painted before this has come. Pages come in pieces, and what is centred in a row would jump when the rest of
 * the row comes. It stands early: on a line that hangs, the numbers above it are there without the rest of the page.
 */
export function PaintHere() {
  return <span id={PAINT_HERE} hidden />;
}

/** The icon, within the page: a request less on a slow line. `/favicon.svg` is there for who asks for it. */
function iconOf({ look, assets }: Frame): string {
  return `data:image/svg+xml,${encodeURIComponent(faviconOf(look, assets.icon))}`;
}

/**
 * Where styles stand inside a page, their files: the script fetches them once all is shown, so that the next page finds
 * them there. Not from Get Started, which weighs little in all.
 */
function stylesToKeep({ styles, path }: Frame): string | undefined {
  return styles.inside && path !== '/get-started' ? styles.paths.join(' ') : undefined;
}

function Styles({ paths, inside }: PageStyles) {
  if (!inside) return paths.map((path) => <link key={path} rel="stylesheet" href={path} />);
  // Our own files, in which nothing ends the element they stand in; the policy names their digests.
  return inside.map((text, at) => (
    <style key={paths[at]} dangerouslySetInnerHTML={{ __html: text }} />
  ));
}

function CrisisBar({ frame }: { frame: Frame }) {
  const { crisis, exit } = frame.words;
  return (
    <aside className="crisis" aria-label={crisis.label}>
      <div className="wide">
        <p>
          <span className="pair">
            <strong>{crisis.danger}</strong>{' '}
            <a href="tel:911">
              <span className="verb">{crisis.call}</span> 911
            </a>
          </span>
          <span className="pair">
            <strong className="long">{crisis.suicide}</strong>
            <strong className="short">{crisis.suicideShort}</strong>{' '}
            <a href="tel:988">
              <span className="verb">{crisis.call}</span> 988
            </a>
            <a href="sms:988">{crisis.text988}</a>
            <a href="https://chat.988lifeline.org/" rel="noreferrer noopener">
              {crisis.chat988}
            </a>
          </span>
          <span className="pair poison">
            <strong>{crisis.poison}</strong> <a href="tel:+18002221222">1-800-222-1222</a>
          </span>
        </p>
        <a
          className="exit"
          id="exit"
          href="https://www.weather.gov/"
          rel="noreferrer noopener nofollow"
          title={exit.hint}
        >
          {exit.label}
        </a>
      </div>
    </aside>
  );
}

interface HeaderProps {
  frame: Frame;
  name: string;
  switchForm: string | undefined;
  forFacility: boolean | undefined;
}

function Header({ frame, name, switchForm, forFacility }: HeaderProps) {
  const { words, language, number } = frame;
  return (
    <header className="top">
      <div className="wide">
        <a className="mark" href={pathIn(language, '/')}>
          {frame.look.logoId ? <Logo id={frame.look.logoId} /> : <Mark />}
          {name}
        </a>
        {forFacility ? null : <Places frame={frame} places={PLACES} />}
        <div className="tools">
          <LanguageSwitch frame={frame} form={switchForm} />
          {number ? (
            <a className="number" href={number.href}>
              <span className="visually-hidden">{words.call} </span>
              {number.text}
            </a>
          ) : null}
        </div>
      </div>
    </header>
  );
}

/** Where one can go; on a phone the header leads to the same list at the foot. */
function Places({ frame, places }: { frame: Frame; places: readonly SitePlace[] }) {
  const { words, language, path } = frame;
  return (
    <nav aria-label={words.nav.label}>
      <a className="menu" href="#places">
        {words.nav.menu}
      </a>
      {places.map((place) => (
        <a
          key={place.path}
          className="place"
          href={pathIn(language, place.path)}
          aria-current={path === place.path ? 'page' : undefined}
        >
          {words.nav[place.word]}
        </a>
      ))}
    </nav>
  );
}

function LanguageSwitch({ frame, form }: { frame: Frame; form?: string | undefined }) {
  const { label, language } = frame.words.otherLanguage;
  if (form) {
    return (
      <button
        className="quiet"
        type="submit"
        form={form}
        formAction="/get-started/step"
        formEncType="application/x-www-form-urlencoded"
        formNoValidate
        name="switch"
        value={language}
        lang={language}
      >
        {label}
      </button>
    );
  }
  return (
    <a href={pathIn(language, frame.path)} hrefLang={language} lang={language}>
      {label}
    </a>
  );
}

/** The organisation's own; its name stands beside it. */
function Logo({ id }: { id: string }) {
  return <img className="logo" src={`/pictures/${id}?w=480`} alt="" height="40" />;
}

/** The bridge of the name: one arc, one deck, two piers. */
function Mark() {
  return (
    <svg viewBox="0 0 32 24" aria-hidden="true" focusable="false">
      <path d="M1 17h30M8 4v18M24 4v18M1 12Q6 11 8 5q8 15 16 0 2 6 7 7M13 12v5M19 12v5" />
    </svg>
  );
}

function Footer({ frame, forFacility }: { frame: Frame; forFacility: boolean | undefined }) {
  const { words, language, organisation } = frame;
  return (
    <footer className="end">
      <div className="wide">
        {organisation ? (
          <p>
            <strong>{organisation.legalName}.</strong> {words.who.referral}
          </p>
        ) : null}
        <p>
          {words.footer.numbers}: {words.footer.helpline},{' '}
          <a href="tel:+18006624357">1-800-662-4357</a>.
        </p>
        <nav className="links" id="places" aria-label={words.nav.foot}>
          {(forFacility ? MORE_PLACES : [HOME, ...PLACES, ...MORE_PLACES]).map(({ path, word }) => (
            <a key={path} href={pathIn(language, path)}>
              {words.nav[word]}
            </a>
          ))}
        </nav>
        <p className="fine">{words.footer.trackers}</p>
      </div>
    </footer>
  );
}

const HOME: SitePlace = { path: '/', word: 'home' };

/** Pages that ask for nothing more: the form itself, and what follows it. */
const NO_START = /^\/(get-started|thanks|status|consents)/;

function CallBar({ frame }: { frame: Frame }) {
  const { words, language, path } = frame;
  const inForm = path.startsWith('/get-started');
  const alone = NO_START.test(path);
  const kinds = ['callbar', alone ? 'alone' : '', inForm ? 'waiting' : ''];
  return (
    <aside className={kinds.filter(Boolean).join(' ')} aria-label={words.call}>
      <CallLink frame={frame} />
      {alone ? null : (
        <a className="start" href={pathIn(language, '/get-started')}>
          {words.getStarted}
        </a>
      )}
    </aside>
  );
}

/** A telephone handset. */
export function Handset() {
  return (
    <svg className="handset" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M5 3h4l2 5-2.5 2a12 12 0 0 0 5.500 5.500l2-2.500 5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2Z" />
    </svg>
  );
}

/** The button that rings, or the national line when we have no number to show. */
export function CallButton({ frame }: { frame: Frame }) {
  const { number, words } = frame;
  return (
    <>
      {number ? null : <p>{words.fallback.helpline}</p>}
      <CallLink frame={frame} />
    </>
  );
}

/** SAMHSA's, for when the organisation was never read. */
const NATIONAL = { href: 'tel:+18006624357', text: '1-800-662-4357' };

function CallLink({ frame }: { frame: Frame }) {
  const { href, text } = frame.number ?? NATIONAL;
  return (
    <a className="call" href={href}>
      <Handset />{' '}
      <span>
        {frame.words.callNow} <span className="nowrap">{text}</span>
      </span>
    </a>
  );
}
