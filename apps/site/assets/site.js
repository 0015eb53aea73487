// Leaving at once: this page is replaced, so "back" does not lead to it.
(() => {
  const exit = document.getElementById('exit');
  const leave = () => {
    document.documentElement.hidden = true;
    location.replace(exit.href);
  };
  if (exit) {
    exit.addEventListener('click', (event) => {
      event.preventDefault();
      leave();
    });
    let escapedAt = 0;
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.repeat) return;
      if (event.timeStamp - escapedAt < 800) leave();
      escapedAt = event.timeStamp;
    });
  }

  // A second tap on "send" while the first is under way is not a second request.
  for (const form of document.querySelectorAll('form')) {
    let sent = false;
    form.addEventListener('submit', (event) => {
      if (sent) event.preventDefault();
      sent = true;
    });
    addEventListener('pageshow', () => {
      sent = false;
    });
  }

  // Call back times are said in the zone they are kept in; beside it stands what the clock here will show.
  const times = document.querySelector('select[data-zone]');
  if (times) {
    const { lang } = document.documentElement;
    const inZone = (at, timeZone) =>
      new Intl.DateTimeFormat(`${lang}-US`, {
        timeZone,
        weekday: 'short',
        hour: 'numeric',
        minute: '2-digit',
      }).format(at);
    for (const option of times.options) {
      if (option.value === '') continue;
      const at = new Date(option.value);
      const here = inZone(at);
      if (here !== inZone(at, times.dataset.zone)) {
        option.text += ` (${here} ${times.dataset.here})`;
      }
    }
  }

  // Someone who uses a keyboard or a screen reader is taken to what went wrong.
  const summary = document.querySelector('.summary');
  if (summary) {
    summary.tabIndex = -1;
    summary.focus();
  }
})();
