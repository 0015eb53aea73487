/**
 * US area codes by state, and the zones a state's numbers may be in.
 * Source: the public assignments of the North American Numbering Plan Administrator, and the Uniform Time Act zones
 * of the states; as known in November 2026. An area code that is not here counts as unknown, which is the careful side.
 */
const CODES_BY_STATE: Readonly<Record<string, string>> = {
  AK: '907',
  AL: '205 251 256 334 659 938',
  AR: '327 479 501 870',
  AZ: '480 520 602 623 928',
  CA: '209 213 279 310 323 341 350 369 408 415 424 442 510 530 559 562 619 626 628 650 657 661 669 707 714 738 747 760 805 818 820 831 837 840 858 909 916 925 949 951',
  CO: '303 719 720 970 983',
  CT: '203 475 860 959',
  DC: '202 771',
  DE: '302',
  FL: '239 305 321 324 352 386 407 448 561 645 656 689 727 728 754 772 786 813 850 863 904 941 954',
  GA: '229 404 470 478 678 706 762 770 912 943',
  GU: '671',
  HI: '808',
  IA: '319 515 563 641 712',
  ID: '208 986',
  IL: '217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 861 872',
  IN: '219 260 317 463 574 765 812 930',
  KS: '316 620 785 913',
  KY: '270 364 502 606 859',
  LA: '225 318 337 457 504 985',
  MA: '339 351 413 508 617 774 781 857 978',
  MD: '227 240 301 410 443 667',
  ME: '207',
  MI: '231 248 269 313 517 586 616 679 734 810 906 947 989',
  MN: '218 320 507 612 651 763 924 952',
  MO: '235 314 417 557 573 636 660 816 975',
  MS: '228 601 662 769',
  MT: '406',
  NC: '252 336 472 704 743 828 910 919 980 984',
  ND: '701',
  NE: '308 402 531',
  NH: '603',
  NJ: '201 551 609 640 732 848 856 862 908 973',
  NM: '505 575',
  NV: '702 725 775',
  NY: '212 315 329 332 347 363 516 518 585 607 624 631 646 680 716 718 838 845 914 917 929 934',
  OH: '216 220 234 283 326 330 380 419 436 440 513 567 614 740 937',
  OK: '405 539 572 580 918',
  OR: '458 503 541 971',
  PA: '215 223 267 272 412 445 484 570 582 610 717 724 814 835 878',
  PR: '787 939',
  RI: '401',
  SC: '803 821 839 843 854 864',
  SD: '605',
  TN: '423 615 629 731 865 901 931',
  TX: '210 214 254 281 325 346 361 409 430 432 469 512 621 682 713 726 737 806 817 830 832 903 915 936 940 945 956 972 979',
  UT: '385 435 801',
  VA: '276 434 540 571 686 703 757 804 826 948',
  VI: '340',
  VT: '802',
  WA: '206 253 360 425 509 564',
  WI: '262 274 353 414 534 608 715 920',
  WV: '304 681',
  WY: '307',
};

const EASTERN = ['America/New_York'];
const CENTRAL = ['America/Chicago'];
const MOUNTAIN = ['America/Denver'];
const PACIFIC = ['America/Los_Angeles'];

/** The zones of each state; several where the state has several (all of them then have to agree). */
const ZONES_BY_STATE: Readonly<Record<string, readonly string[]>> = {
  AK: ['America/Anchorage', 'America/Adak'],
  AL: CENTRAL,
  AR: CENTRAL,
  AS: ['Pacific/Pago_Pago'],
  // Phoenix keeps no summer time; the Navajo Nation in the state does.
  AZ: ['America/Phoenix', 'America/Denver'],
  CA: PACIFIC,
  CO: MOUNTAIN,
  CT: EASTERN,
  DC: EASTERN,
  DE: EASTERN,
  FL: [...EASTERN, ...CENTRAL],
  GA: EASTERN,
  GU: ['Pacific/Guam'],
  HI: ['Pacific/Honolulu'],
  IA: CENTRAL,
  ID: [...MOUNTAIN, ...PACIFIC],
  IL: CENTRAL,
  IN: [...EASTERN, ...CENTRAL],
  KS: [...CENTRAL, ...MOUNTAIN],
  KY: [...EASTERN, ...CENTRAL],
  LA: CENTRAL,
  MA: EASTERN,
  MD: EASTERN,
  ME: EASTERN,
  MI: [...EASTERN, ...CENTRAL],
  MN: CENTRAL,
  MO: CENTRAL,
  MP: ['Pacific/Guam'],
  MS: CENTRAL,
  MT: MOUNTAIN,
  NC: EASTERN,
  ND: [...CENTRAL, ...MOUNTAIN],
  NE: [...CENTRAL, ...MOUNTAIN],
  NH: EASTERN,
  NJ: EASTERN,
  NM: MOUNTAIN,
  NV: [...PACIFIC, ...MOUNTAIN],
  NY: EASTERN,
  OH: EASTERN,
  OK: CENTRAL,
  OR: [...PACIFIC, ...MOUNTAIN],
  PA: EASTERN,
  PR: ['America/Puerto_Rico'],
  RI: EASTERN,
  SC: EASTERN,
  SD: [...CENTRAL, ...MOUNTAIN],
  TN: [...EASTERN, ...CENTRAL],
  TX: [...CENTRAL, ...MOUNTAIN],
  UT: MOUNTAIN,
  VA: EASTERN,
  VI: ['America/Puerto_Rico'],
  VT: EASTERN,
  WA: PACIFIC,
  WI: CENTRAL,
  WV: EASTERN,
  WY: MOUNTAIN,
};

/** Area codes that lie in one zone of a state with several. */
const ONE_ZONE: Readonly<Record<string, readonly string[]>> = {
  // Florida but for the panhandle (850, 448).
  ...only(
    '239 305 321 324 352 386 407 561 645 656 727 728 754 772 786 813 863 904 941 954',
    EASTERN,
  ),
  // Texas but for the far west (915; 432 has both).
  ...only(
    '210 214 254 281 325 346 361 409 430 469 512 621 682 713 726 737 806 817 830 832 903 936 940 945 956 972 979',
    CENTRAL,
  ),
  ...only('915', MOUNTAIN),
  ...only('615 629 731 901', CENTRAL),
  ...only('865', EASTERN),
  ...only('502 859 606', EASTERN),
  ...only('317 463 260 765', EASTERN),
  ...only('231 248 269 313 517 586 616 679 734 810 947 989', EASTERN),
  ...only('402 531', CENTRAL),
  ...only('316 913', CENTRAL),
  ...only('702 725', PACIFIC),
  ...only('503 971', PACIFIC),
  ...only('480 602 623', ['America/Phoenix']),
};

function only(codes: string, zones: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(codes.split(' ').map((code) => [code, zones]));
}

const STATE_BY_CODE: ReadonlyMap<string, string> = new Map(
  Object.entries(CODES_BY_STATE).flatMap(([state, codes]) =>
    codes.split(' ').map((code): [string, string] => [code, state]),
  ),
);

/**
 * The state and zones of a US number in E.164 (+1 and ten digits); null when the area code is toll-free,
 * not of the United States, or not known.
 */
export function areaOf(phone: string): { state: string; zones: readonly string[] } | null {
  const code = /^\+1(\d{3})\d{7}$/.exec(phone)?.[1];
  const state = code ? STATE_BY_CODE.get(code) : undefined;
  const zones = code && state ? (ONE_ZONE[code] ?? ZONES_BY_STATE[state]) : undefined;
  return state && zones ? { state, zones } : null;
}

/** The zones of a state or territory; undefined for one whose zones are not known. */
export function zonesOfState(state: string): readonly string[] | undefined {
  return ZONES_BY_STATE[state];
}
