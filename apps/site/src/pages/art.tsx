/** A bridge over quiet water before sunrise: lamps on the deck, hills behind, light coming. */
export function BridgeArt({ title }: { title: string }) {
  const hangers = [260, 280, 300, 320, 340, 360, 380, 400, 420, 440];
  const lamps = [60, 130, 200, 273, 350, 427, 500, 570, 640];
  return (
    <svg className="art" viewBox="0 -150 700 490" role="img" aria-label={title} focusable="false">
      {STARS.map(([x, y, r]) => (
        <circle className="star" key={x} cx={x} cy={y} r={r} />
      ))}
      <circle className="halo" cx="350" cy="178" r="200" />
      <circle className="glow" cx="350" cy="178" r="118" />
      <circle className="sun" cx="350" cy="178" r="52" />
      <path
        className="hill far"
        d="M0 214q80-62 170-30 70-60 150-6 90-50 170 0 90-54 210 36v14H0Z"
      />
      <path className="hill near" d="M0 226q120-46 220-8 140-28 250 4 110-40 230 4v10H0Z" />
      <path className="water" d="M0 232h700v110H0Z" />
      <path className="ripple" d="M312 248h76M296 262h108M322 276h56M280 292h140M330 308h40" />
      <path
        className="ripple dim"
        d="M60 258h70M540 254h84M150 286h60M470 284h72M40 306h90M580 308h70"
      />
      <path className="line" d="M0 204h700M0 211h700" />
      <path
        className="line tower"
        d="M240 8v252M460 8v252M230 8h20M450 8h20M240 60h-9M460 60h9M230 260h20M450 260h20"
      />
      <path className="line" d="M-20 188Q170 176 240 12q110 312 220 0 70 164 260 176" />
      <path className="line thin" d={hangers.map(hanger).join('')} />
      {lamps.map((x) => (
        <circle className="lamp" key={x} cx={x} cy="199" r="2.600" />
      ))}
    </svg>
  );
}

/** x, y, radius. */
const STARS = [
  [40, -60, 1.6],
  [118, 20, 1.2],
  [170, -112, 1.9],
  [300, -84, 1.3],
  [402, -128, 1.6],
  [520, -52, 1.3],
  [588, -118, 1.9],
  [648, 10, 1.4],
] as const;

/** From the main cable, a parabola between the towers, down to the deck. */
function hanger(x: number): string {
  const t = (x - 240) / 220;
  const y = 12 + 2 * 312 * t * (1 - t);
  return `M${x} ${Math.round(y)}V204`;
}
