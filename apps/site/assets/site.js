(() => {
  // A browser may refuse to keep anything; everything goes on without.
  const kept = (store, key) => {
    try {
      return window[store].getItem(key);
    } catch {
      return null;
    }
  };
  const keepIn = (store, key, value) => {
    try {
      if (value === null) window[store].removeItem(key);
      else window[store].setItem(key, value);
    } catch {
      // Nothing is kept, which is what the visitor then sees.
    }
  };

  const hiddenField = (name, value) =>
    Object.assign(document.createElement('input'), { type: 'hidden', name, value });

  // The styles came inside this page: the next one finds them kept. They come when all has long been painted, so that they
  // share a slow line with nothing, and never for who saves data.
  const { styles } = document.currentScript.dataset;
  const keepStyles = () => {
    for (const path of styles.split(' ')) fetch(path).catch(() => {});
  };
  if (styles && !navigator.connection?.saveData) {
    addEventListener('load', () => setTimeout(keepStyles, 1500));
  }

  // Leaving at once: this page is replaced, and the pages before it lead away again when they are gone back to.
  const leave = () => {
    keepIn('sessionStorage', 'left', '1');
    document.documentElement.hidden = true;
    location.replace(document.getElementById('exit').href);
  };
  if (document.getElementById('exit')) {
    document.addEventListener('click', (event) => {
      if (!event.target.closest('#exit')) return;
      event.preventDefault();
      leave();
    });
    let escapedAt = 0;
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.repeat) return;
      if (event.timeStamp - escapedAt < 800) leave();
      escapedAt = event.timeStamp;
    });
    addEventListener('pageshow', ({ persisted }) => {
      if (kept('sessionStorage', 'left') === null) return;
      const [arrival] = performance.getEntriesByType('navigation');
      if (persisted || arrival?.type === 'back_forward') leave();
      else keepIn('sessionStorage', 'left', null);
    });
  }

  // A second tap on "send" while the first is under way is not a second request.
  let sent = new WeakSet();
  document.addEventListener('submit', (event) => {
    if (sent.has(event.target)) event.preventDefault();
    sent.add(event.target);
  });
  addEventListener('pageshow', () => {
    sent = new WeakSet();
  });

  // Steps of Get Started are posts, and browsers go back to no post: they show an error of their own. So a step is fetched
  // and put in the place of the one before, with a place in the history; going there asks for it again, with all that was
  // typed since. Nothing of it is kept. Where this fails, the browser posts the form as it would without a script.
  const STEP = '/get-started/step';
  const stepForm = () => document.querySelector('form#get-started');
  const stepHere = () => stepForm().elements.step.value;
  const show = (html) => {
    const next = new DOMParser().parseFromString(html, 'text/html');
    if (!next.querySelector('form#get-started')) throw new Error('This is no step.');
    document.title = next.title;
    document.documentElement.lang = next.documentElement.lang;
    document.body.replaceWith(next.body);
    scrollTo(0, 0);
    document.getElementById('content').focus({ preventScroll: true });
    begin();
  };
  const fetchStep = async (form, changes) => {
    const answers = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === 'string') answers.append(name, value);
    }
    for (const [name, value] of Object.entries(changes)) answers.set(name, value);
    form.setAttribute('aria-busy', 'true');
    const buttons = [...form.elements].filter(({ type }) => type === 'submit');
    for (const button of buttons) button.disabled = true;
    try {
      const signal = AbortSignal.timeout?.(20_000);
      const answer = await fetch(STEP, { method: 'POST', body: answers, signal });
      show(await answer.text());
    } catch {
      for (const button of buttons) button.disabled = false;
      for (const [name, value] of Object.entries(changes)) {
        for (const field of form.querySelectorAll(`input[type=hidden][name="${name}"]`))
          field.remove();
        form.append(hiddenField(name, value));
      }
      form.action = STEP;
      form.enctype = 'application/x-www-form-urlencoded';
      form.submit();
    }
  };
  const place = (at) => ({ step: stepHere(), at });
  const goOn = async (form, { name, value }) => {
    const { at } = history.state;
    const from = stepHere();
    await fetchStep(form, { [name]: value });
    if (stepHere() !== from) history.pushState(place(at + 1), '');
  };
  document.addEventListener('submit', (event) => {
    const { target: form, submitter: pressed } = event;
    const action = pressed?.getAttribute('formaction') ?? form.getAttribute('action');
    if (event.defaultPrevented || form !== stepForm() || !pressed || action !== STEP) return;
    event.preventDefault();
    if (pressed.value === 'back' && history.state.at > 0) history.back();
    else void goOn(form, pressed);
  });
  addEventListener('popstate', ({ state }) => {
    const form = stepForm();
    if (!form || !state?.step) return;
    sent.delete(form);
    if (state.step === stepHere()) return;
    const danger = state.step === 'danger';
    void fetchStep(
      form,
      danger ? { step: 'safety', danger: 'yes' } : { step: 'review', go: state.step },
    );
  });

  // What a page has, each time one is shown.
  const begin = () => {
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

    // Answers are kept on the device only when that is asked for, never consents, and for seven days at most.
    const WEEK = 7 * 86_400_000;
    const NOT_KEPT =
      /^(step|issued|asked|website|danger|language|consent|attribution|card|go|switch)/;
    const draft = () => {
      try {
        const found = JSON.parse(kept('localStorage', 'draft'));
        if (found && Date.now() - found.at < WEEK) return found;
      } catch {
        // Not ours, or cut off: it goes.
      }
      keepIn('localStorage', 'draft', null);
      return null;
    };
    if (document.querySelector('[data-sent]')) keepIn('localStorage', 'draft', null);
    const keep = document.getElementById('keep');
    const form = document.getElementById('get-started');
    if (keep && form) {
      const said = keep.querySelector('[role=status]');
      const show = (words = '') => {
        const state = draft() ? 'kept' : 'none';
        let any = words !== '';
        for (const part of keep.querySelectorAll('[data-when]')) {
          const on =
            part.dataset.when === state || (part.dataset.when === 'found' && state === 'kept');
          part.hidden = !on;
          any ||= on;
        }
        said.textContent = words;
        keep.hidden = !any;
      };
      const save = () => {
        const fields = [...new FormData(form)].filter(
          ([name, value]) => typeof value === 'string' && value !== '' && !NOT_KEPT.test(name),
        );
        keepIn('localStorage', 'draft', JSON.stringify({ at: Date.now(), fields }));
      };
      const deeds = {
        keep() {
          save();
          show();
        },
        clear() {
          keepIn('localStorage', 'draft', null);
          show(said.dataset.cleared);
        },
        use() {
          for (const [name, value] of draft()?.fields ?? []) {
            form.append(hiddenField(name, value));
          }
          keep.querySelector('[data-when=found]').remove();
          show(said.dataset.used);
        },
      };
      keep.addEventListener('click', ({ target }) => deeds[target.dataset.do]?.());
      form.addEventListener('submit', () => {
        if (draft() && form.elements.step.value !== 'safety') save();
      });
      show();
    }

    // A photo is made smaller before it is sent, where the browser can; and what the camera wrote stays here.
    const makeSmaller = async (input) => {
      const [file] = input.files;
      if (!file || file.size < 400_000) return;
      try {
        const picture = await createImageBitmap(file);
        const scale = Math.min(1, 1800 / Math.max(picture.width, picture.height));
        const canvas = document.createElement('canvas');
        canvas.width = Math.round(picture.width * scale);
        canvas.height = Math.round(picture.height * scale);
        canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
        const small = await new Promise((done) => {
          canvas.toBlob(done, 'image/jpeg', 0.8);
        });
        if (!small || small.size >= file.size) return;
        const chosen = new DataTransfer();
        chosen.items.add(new File([small], 'card.jpg', { type: 'image/jpeg' }));
        input.files = chosen.files;
      } catch {
        // It is sent as it is; what it is, is looked at when it arrives.
      }
    };
    for (const input of document.querySelectorAll('input[type=file]')) {
      input.addEventListener('change', () => void makeSmaller(input));
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
              form.append(hiddenField(name, coords[name].toFixed(2)));
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
  };

  if (stepForm()) history.replaceState(place(0), '');
  begin();
})();
