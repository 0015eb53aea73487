import type { Words } from './en.js';
import { formWordsEs } from './form.es.js';

/** Everything the public pages say in Spanish. */
export const es: Words = {
  ...formWordsEs,
  language: 'es',
  otherLanguage: { label: 'English', language: 'en' },
  skip: 'Ir al contenido',
  call: 'Llamar',
  callNow: 'Llame al',
  getStarted: 'Pedir ayuda',
  nav: {
    label: 'Páginas',
    foot: 'Todas las páginas',
    menu: 'Menú',
    home: 'Inicio',
    find: 'Buscar un lugar',
    insurance: 'Seguros',
    articles: 'Artículos',
    whoWeAre: 'Quiénes somos',
    privacy: 'Privacidad',
    accessibility: 'Accesibilidad',
    terms: 'Condiciones',
    overdose: 'Si alguien tiene una sobredosis',
    safety: 'Su privacidad aquí',
  },
  crisis: {
    label: 'Si alguien está en peligro',
    danger: '¿En peligro?',
    call: 'Llame al',
    suicide: '¿Crisis o suicidio?',
    suicideShort: '¿En crisis?',
    text988: 'Texto',
    chat988: 'Chat',
    poison: '¿Intoxicación?',
  },
  exit: {
    label: 'Salir ya',
    hint: 'Sale al instante hacia una página del tiempo. Pulsar Escape dos veces hace lo mismo.',
  },
  hero: {
    title: 'Encuentre un lugar donde haya sitio para usted.',
    description:
      'Hable con una persona que busca un tratamiento de adicciones con sitio, adecuado y que se pueda pagar.',
    lead: 'Buscar tratamiento en un momento difícil agota. Cuéntenos qué pasa, y una persona aquí busca programas que lo traten, que tengan sitio y que acepten el seguro que tiene, o ninguno.',
    forOther: 'Para usted, o para alguien a quien quiere.',
    online: 'Pedir ayuda en línea',
    find: 'O busque un lugar por su cuenta',
    onlineHint: 'Unos tres minutos. Responda solo lo que quiera.',
    art: 'Un puente iluminado sobre agua tranquila antes del amanecer',
  },
  opening: {
    open: (until) => `Hay personas aquí ahora, hasta las ${until}.`,
    closed: (opens) =>
      `Estamos fuera de horario. Las llamadas suenan con la persona de guardia; si nadie puede contestar, deje un mensaje. Volvemos ${opens}.`,
    unknown:
      'Las llamadas suenan con la persona de guardia. Si nadie puede contestar, deje un mensaje.',
    at: (day, time) => `${day} a las ${time}`,
    days: {
      today: 'hoy',
      tomorrow: 'mañana',
      mon: 'el lunes',
      tue: 'el martes',
      wed: 'el miércoles',
      thu: 'el jueves',
      fri: 'el viernes',
      sat: 'el sábado',
      sun: 'el domingo',
    },
    title: 'Nuestro horario',
    closedDay: 'cerrado',
    zone: (zone) => `Horas de ${zone}.`,
  },
  steps: {
    title: 'Qué pasa después',
    items: [
      {
        title: 'Usted nos cuenta lo que pueda',
        text: 'Por teléfono o en unas páginas cortas. Basta un nombre y una forma de contactarle. Las demás preguntas pueden quedar vacías.',
      },
      {
        title: 'Una persona le contacta',
        text: 'En nuestro horario intentamos llamarle en cinco minutos. De noche, primero las solicitudes que parecen urgentes; las demás, cuando abrimos.',
      },
      {
        title: 'Buscamos un lugar de verdad',
        text: 'Uno que trate lo que le pasa, que tenga sitio y acepte la forma en que puede pagar. Usted decide. Nada sobre usted llega a un programa antes de que lo acepte.',
      },
    ],
  },
  who: {
    title: 'Quién contesta y quién paga esto',
    referral: 'Somos un servicio de referencia. No somos un centro de tratamiento.',
    answers: 'Quién contesta',
    pays: 'Quién paga',
    original: 'En palabras de la organización, en inglés:',
    data: 'Lo que nos cuenta',
    dataText:
      'Se sella en el momento en que llega. Solo puede abrirlo el personal que le ayuda, y cada vez que alguien lo hace queda registrado.',
    recorded: 'Las llamadas a este número se graban, y el saludo lo dice.',
    notRecorded: 'Las llamadas a este número no se graban.',
  },
  insurance: {
    title: 'Sobre el seguro, con honestidad',
    text: [
      'Un servicio de referencia no acepta seguros. Los programas sí. Ningún sitio web puede prometer lo que pagará su plan antes de que alguien lo consulte con el plan.',
      'Por eso lo preguntamos al final, y solo si usted quiere. Si tiene seguro, preguntamos qué programas lo aceptan antes de que viaje. Si no tiene, también buscamos programas pagados por el estado, según ingresos o sin costo.',
    ],
    never: 'No tener seguro nunca decide si hablamos con usted.',
    short: 'Seguro y costo',
  },
  questions: { title: 'Preguntas que la gente hace' },
  reading: { title: 'Lea primero, si quiere' },
  closing: {
    title: 'No hace falta tener las palabras listas.',
    text: 'Empiece por donde quiera. Nosotros preguntamos el resto, una cosa a la vez.',
  },
  footer: {
    numbers: 'Si no puede contactarnos',
    helpline: 'Línea nacional de SAMHSA, gratis, día y noche',
    trackers: 'Este sitio no carga nada de terceros y no cuenta a nadie.',
  },
  fallback: {
    helpline:
      'Ahora no podemos mostrar nuestro número. La línea nacional de SAMHSA es gratuita y atiende día y noche:',
  },
  thanks: {
    title: 'La tenemos.',
    lead: 'Su solicitud está guardada, y una persona la leerá.',
    receipt: 'Su número de recibo',
    receiptHint: 'Si nos llama, léalo en voz alta. Nos ayuda a encontrar su solicitud.',
    next: 'Qué pasa ahora',
    whoCalls: (organisation) =>
      `Alguien del personal de admisión de ${organisation} le contacta, de la forma que usted dijo que es segura. Preguntará por usted con el nombre que dio, y no dirá a nadie más de qué se trata.`,
    promised: (time) => `Le llamamos el ${time}.`,
    calendar: 'Añadir la llamada a un calendario',
    fromNumber: (number) => `Nuestras llamadas vienen del ${number}.`,
    contact: 'Añadir este número a sus contactos',
    neutral: 'Se guarda con palabras neutras: nada dice de qué se trata la llamada.',
    contactName: 'Devolver llamada',
    eventName: 'Llamada',
    byWhenOpen: 'En nuestro horario intentamos llamarle en cinco minutos.',
    byWhenClosed: (opens) =>
      `Estamos fuera de horario. La persona de guardia llama esta noche a las solicitudes que parecen urgentes. A las demás las llamamos cuando volvamos, ${opens}.`,
    byWhenUnknown:
      'La persona de guardia llama a las solicitudes que parecen urgentes, día y noche. A las demás las llamamos cuando abrimos.',
    movedOn: 'Cómo va su solicitud ahora está en su propia página.',
    sooner: 'No tiene que esperarnos: puede llamar en cualquier momento.',
    withdrawal:
      'Si hay alcohol, benzodiacepinas, barbitúricos, GHB o baclofeno: no lo deje de golpe por su cuenta; la abstinencia puede ser peligrosa.',
    status: 'Ver cómo va su solicitud',
    statusHint:
      'Solo quien tenga este enlace puede abrir esa página. En un dispositivo compartido, no lo guarde.',
  },
  status: {
    title: 'Su solicitud',
    received: 'Hemos recibido su solicitud. Una persona la leerá.',
    receivedNext: 'Esta página dirá más en cuanto haya algo que decir.',
    updated: (when) => `Último cambio: ${when}`,
    refresh: 'Mirar otra vez',
  },
  errors: {
    notFound: {
      title: 'Aquí no hay ninguna página.',
      text: 'La dirección puede ser antigua o estar mal escrita. La ayuda sigue a una llamada.',
    },
    unknownReceipt: {
      title: 'No conocemos este enlace.',
      text: 'Puede estar incompleto o ser muy antiguo. Si nos envió una solicitud, llámenos con su número de recibo o envíela otra vez.',
    },
    broken: {
      title: 'Algo falló de nuestro lado.',
      text: 'No es culpa suya. Por favor llame, o vuelva atrás e inténtelo de nuevo en un minuto.',
    },
    away: {
      title: 'Ahora no podemos consultarlo.',
      text: 'Nuestros registros no están al alcance por un momento. No se pierde nada. Llame, o inténtelo en un minuto.',
    },
    badRequest: {
      title: 'No pudimos leer eso.',
      text: 'Algo de lo enviado no se entiende. Vuelva atrás e inténtelo de nuevo, o llame.',
    },
    tooLarge: {
      title: 'Eso fue demasiado de una vez.',
      text: 'Lo enviado es demasiado grande. Por favor acórtelo, o llame y cuéntenoslo.',
    },
  },
};
