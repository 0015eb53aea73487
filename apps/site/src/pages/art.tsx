/** A bridge over quiet water before sunrise: lamps on the deck, hills behind, light coming. */
export function BridgeArt({ title }: { title: string }) {
  const hangers = [262, 284, 306, 328, 350, 372, 394, 416, 438];
  const lamps = [60, 130, 200, 273, 350, 427, 500, 570, 640];
  return (
    <svg className="art" viewBox="0 0 700 330" role="img" aria-label={title} focusable="false">
      <circle className="glow" cx="350" cy="214" r="120" />
      <circle className="sun" cx="350" cy="214" r="62" />
      <path
        className="hill far"
        d="M0 214q80-62 170-30 70-60 150-6 90-50 170 0 90-54 210 36v14H0Z"
      />
      <path className="hill near" d="M0 226q120-46 220-8 140-28 250 4 110-40 230 4v10H0Z" />
      <path className="water" d="M0 232h700v98H0Z" />
      <path className="ripple" d="M312 248h76M296 262h108M322 276h56M280 292h140M330 308h40" />
      <path
        className="ripple dim"
        d="M60 258h70M540 254h84M150 286h60M470 284h72M40 306h90M580 308h70"
      />
      <path className="line" d="M0 204h700M0 211h700" />
      <path
        className="line tower"
        d="M240 88v170M460 88v170M232 88h16M452 88h16M232 258h16M452 258h16"
      />
      <path className="line" d="M0 190Q170 190 240 92q110 164 220 0 70 98 240 98" />
      <path className="line thin" d={hangers.map(hanger).join('')} />
      {lamps.map((x) => (
        <circle className="lamp" key={x} cx={x} cy="199" r="2.600" />
      ))}
    </svg>
  );
}

/** From the main cable, a parabola between the towers, down to the deck. */
function hanger(x: number): string {
  const t = (x - 240) / 220;
  const y = 92 + 4 * 82 * t * (1 - t);
  return `M${x} ${Math.round(y)}V204`;
}
