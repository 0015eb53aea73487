import type { SafetySection, SafetyWords } from './safety-words.en.js';

/** The same in Spanish. */
export const safetyWordsEs: SafetyWords = {
  overdose: {
    title: 'Si cree que alguien tiene una sobredosis',
    pageTitle: 'Qué hacer ahora',
    description: 'En qué fijarse, qué hacer primero y a quién llamar.',
    unsure:
      '¿No está seguro? Actúe como si fuera una sobredosis. Actuar pronto puede salvar una vida.',
    call911: 'Llame al 911',
    say: 'Diga: “una persona no respira bien y no despierta”, y dónde están.',
    steps: {
      title: 'Haga esto ahora',
      items: [
        'Llame al 911 y ponga el altavoz. No tiene que decir qué se tomó para recibir ayuda.',
        'Intente despertarla: diga su nombre y frote con fuerza los nudillos en el centro del pecho.',
        'Dé naloxona (como Narcan) si la tiene usted o alguien cerca. Siga las indicaciones del envase.',
        'Si no respira, o solo da bocanadas, haga lo que le diga el operador del 911: respiración de rescate o RCP.',
        'Si respira pero no despierta, acuéstela de lado, con la rodilla de arriba doblada, para que no se ahogue.',
        '¿No mejora en 2 o 3 minutos? Dé una segunda dosis de naloxona.',
        'Quédese con ella hasta que llegue la ayuda. El efecto de la naloxona pasa y puede dejar de respirar otra vez.',
      ],
    },
    signs: {
      title: 'Señales de una sobredosis de opioides',
      items: [
        'No se la puede despertar, o no se mantiene despierta',
        'Respira muy lento, con debilidad, o no respira',
        'Sonidos de gorgoteo, ahogo o ronquido',
        'Pupilas muy pequeñas',
        'Labios o uñas azules, morados, grises o pálidos',
        'Piel fría y húmeda, cuerpo flojo',
      ],
    },
    other: {
      title: 'Cuando puede ser otra cosa',
      items: [
        'Alcohol: no despierta, vomita sin estar despierta, respira lento o sin ritmo, piel fría. Llame al 911 y acuéstela de lado.',
        'Cocaína, metanfetamina u otros estimulantes: dolor en el pecho, convulsiones, cuerpo muy caliente, confusión repentina. Llame al 911. La naloxona no revierte estas drogas; désela de todos modos si no respira bien, porque muchas veces están mezcladas.',
        'Pastillas o algo que se tragó, y la persona está despierta: llame al centro de envenenamientos, gratis, de día y de noche. Si se desploma, convulsiona, no puede respirar o no despierta: 911.',
      ],
    },
    dont: {
      title: 'Por favor, no',
      items: [
        'la deje sola para que “se le pase durmiendo”',
        'la meta en un baño o una ducha fría',
        'la haga vomitar, ni le dé de comer o beber',
        'le inyecte nada que no sea naloxona',
      ],
    },
    know: {
      title: 'Bueno es saberlo',
      items: [
        'La naloxona no hace daño a quien no tiene opioides en el cuerpo.',
        'En todos los estados se vende sin receta; los departamentos de salud muchas veces la regalan.',
        'Después de la naloxona la persona puede sentirse muy mal y querer consumir otra vez. Hacerlo mientras pasa el efecto es peligroso: debe verla un equipo médico.',
        'La mayoría de los estados tiene leyes que protegen, al menos en parte, a quien pide ayuda por una sobredosis.',
      ],
    },
    poison: {
      name: 'Centro de envenenamientos',
      number: '1-800-222-1222',
      about: 'gratis, de día y de noche',
    },
    after: 'Cuando pase el peligro, aquí una persona puede hablar con usted sobre lo que sigue.',
    caution:
      'Esta página es información general, no consejo médico. Deciden el operador del 911 y el equipo médico.',
    sourcesTitle: 'De dónde viene esto',
    written: 'Escrito en noviembre de 2026 a partir de guías públicas (en inglés):',
  },
  safe: {
    title: 'Su privacidad mientras busca ayuda',
    pageTitle: 'Su privacidad',
    description: 'Teléfonos compartidos, buzón de voz, mensajes, historial y salir rápido.',
    lead: 'Usted decide cómo le contactamos y qué podrían ver otros.',
    sections: [
      {
        id: 'leave',
        title: 'Salir rápido de este sitio',
        items: [
          '“Salir ya”, arriba en cada página, abre una página del tiempo en lugar de esta. Pulsar Escape dos veces hace lo mismo.',
          'Ir “atrás” desde esa página lleva otra vez a ella, no a lo que leyó aquí, si los scripts están activados.',
          'No puede vaciar el historial del navegador. Siga leyendo para eso.',
        ],
      },
      {
        id: 'history',
        title: 'En un teléfono o una computadora compartidos',
        items: [
          'Use una ventana privada (de incógnito): olvida las páginas al cerrarse.',
          'O borre después la última hora del historial del navegador.',
          'Los títulos del formulario y de su propia página no dicen de qué se trata.',
          'Lo que escribe se guarda en el dispositivo solo si lo pide, y puede borrarlo ahí en cualquier momento.',
          'Quien tenga el enlace de la página de su solicitud puede abrirla. No lo deje en un dispositivo compartido.',
        ],
      },
      {
        id: 'voicemail',
        title: 'Buzón de voz',
        items: [
          'Dejamos un mensaje solo si dijo que es seguro.',
          'Dice un nombre y un número para devolver la llamada, y nunca de qué se trata.',
          'Muchos teléfonos escriben el mensaje en la pantalla. Si otros ven la suya, diga que no.',
        ],
      },
      {
        id: 'texts',
        title: 'Mensajes de texto',
        items: [
          'Escribimos solo si marcó la casilla. Ningún mensaje nombra un tratamiento ni una sustancia.',
          'Los mensajes se ven en pantallas bloqueadas, en relojes y en otros aparatos con la misma cuenta.',
          'En un plan compartido, la factura puede mostrar números y horas.',
          'Responda STOP y no llegarán más.',
        ],
      },
      {
        id: 'calls',
        title: 'Llamadas',
        items: [
          'Si contesta otra persona, preguntamos por el nombre que nos dio y no decimos de qué se trata.',
          'Puede elegir a qué hora le llamamos y cambiarla en la página de su solicitud.',
          'Si una llamada nunca es segura, deje un correo electrónico en lugar de un número.',
        ],
      },
      {
        id: 'insurance',
        title: 'Si el seguro es de otra persona',
        items: [
          'La aseguradora puede enviar cartas a la persona titular. Díganos si eso le preocupa, antes de consultar nada.',
        ],
      },
      {
        id: 'danger',
        title: 'Si el peligro es una persona',
        text: 'La Línea Nacional contra la Violencia Doméstica es gratis, de día y de noche: 800-799-7233, o envíe START al 88788. En peligro ahora: 911.',
        items: [],
      },
    ] as readonly SafetySection[],
  },
};
