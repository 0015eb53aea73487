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

  // "Use where I am": asked for only when pressed, rounded here, posted once; the answer is the nearest ZIP code.
  const near = document.getElementById('near');
  if (near && navigator.geolocation) {
    document.getElementById('near-line').hidden = false;
    near.addEventListener('click', () => {
      const failed = () => {
        document.getElementById('near-hint').textContent = near.dataset.failed;
      };
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          const { form } = near;
          for (const name of ['latitude', 'longitude']) {
            const field = document.createElement('input');
            field.type = 'hidden';
            field.name = name;
            field.value = coords[name].toFixed(2);
            form.append(field);
          }
          form.method = 'post';
          form.action = near.dataset.action;
          form.submit();
        },
        failed,
        { maximumAge: 600000, timeout: 15000 },
      );
    });
  }
  // The browser's own share sheet and printer, where there are any.
  const sharing = document.querySelector('[data-share]');
  if (sharing && navigator.share) {
    sharing.hidden = false;
    sharing.addEventListener('click', () => {
      // Closing the sheet is no failure.
      navigator.share({ title: document.title, url: sharing.dataset.share }).catch(() => {});
    });
  }
  const printing = document.querySelector('[data-print]');
  if (printing) {
    printing.hidden = false;
    printing.addEventListener('click', () => print());
  }

  // Someone who uses a keyboard or a screen reader is taken to what went wrong.
  const summary = document.querySelector('.summary');
  if (summary) {
    summary.tabIndex = -1;
    summary.focus();
  }
})();
