import type { InsuranceWords } from './insurance-words.js';

const PARITY =
  'La ley federal de paridad dice: un plan que cubre tratamiento por consumo de sustancias no puede ponerlo más difícil que otra atención médica. Eso vale para lo que usted paga, para los límites de días o visitas y para los permisos previos.';

/** The same in Spanish. */
export const insuranceWordsEs: InsuranceWords = {
  list: {
    title: 'Seguros que los lugares dicen aceptar',
    description:
      'Qué seguros dicen aceptar los lugares de nuestro directorio, y cómo comprobar el suyo.',
    lead: 'Un servicio de referencia no acepta seguros. Los lugares sí. Esto es lo que dicen los lugares de nuestro directorio, con el día en que lo dijeron por última vez.',
    warning:
      'Ninguna lista puede prometer que su plan pague. Confírmelo con el plan antes de ir a ningún lado.',
    search: 'Nombre en su tarjeta',
    go: 'Buscar',
    all: 'Ver todos',
    found: (typed) => `Encontrado para “${typed}”`,
    none: (typed) => `No conocemos ningún seguro llamado “${typed}”.`,
    noneHint: 'Mire otra vez la tarjeta o pregúntenos: una persona puede averiguar cuál es.',
    places: (count, day) =>
      `${count === 1 ? '1 lugar dice que lo acepta' : `${count} lugares dicen que lo aceptan`}; dicho por última vez el ${day}`,
    nobody: 'Ningún lugar nos ha dicho que lo acepta. Eso no quiere decir que ninguno lo acepte.',
    empty: 'Ningún lugar ha nombrado aún sus seguros.',
    check: '¿Cubre esto mi seguro?',
    full: 'Ver la lista completa de los seguros que los lugares dicen aceptar',
    checkHint: 'Dos preguntas, una respuesta enseguida y, si quiere, una persona que lo comprueba.',
    alsoCalled: 'También se llama',
  },
  payer: {
    title: (name) => `${name}: qué saber y cómo comprobarlo`,
    description: (name) =>
      `Qué incluye en general la cobertura de ${name} para el tratamiento por consumo de sustancias, y cómo comprobar su plan.`,
    general: 'Lo que vale en general',
    generalHint: 'Esto es general. Lo que paga su plan solo se sabe después de preguntarle.',
    verify: 'Lo que hay que comprobar',
    sources: 'De dónde viene esto',
    how: 'Cómo comprobarlo usted mismo',
    steps: [
      'Llame al número para miembros que está al dorso de la tarjeta. Si hay uno de “behavioral health” o salud mental, use ese.',
      'Pregunte: ¿Cubre este tipo de atención? ¿Qué lugares cerca de mí están en la red? ¿Necesito permiso antes? ¿Cuánto queda de mi deducible y qué pago después? ¿Hay un límite de días? ¿Qué medicinas cubre?',
      'Anote el día, el nombre de la persona y el número de referencia de la llamada.',
      'Si dicen que no: pida el motivo y sus criterios por escrito. Puede apelar y, si es urgente, pedir una decisión rápida.',
    ],
    atHand: 'Tenga a mano',
    things: [
      'la tarjeta, por los dos lados: número de miembro y de grupo',
      'fecha de nacimiento de la persona que necesita atención',
      'nombre y fecha de nacimiento del titular, si es otra persona',
      'nombre y dirección del lugar, y el tipo de atención',
      'algo para escribir',
    ],
    holder:
      '¿Está en la póliza de otra persona? El seguro puede enviar avisos al titular. Antes puede pedirle comunicación confidencial.',
    taken: 'Lugares que dicen aceptarlo',
    find: (name) => `Buscar lugares que dicen aceptar ${name}`,
    back: 'Todos los seguros',
    reviewed: 'Información general; no es consejo legal ni médico. Revisado en noviembre de 2026.',
    original: 'En inglés:',
  },
  guides: {
    insurer: {
      covers: [
        PARITY,
        'Los planes que compran las personas o las empresas pequeñas casi siempre deben cubrir el tratamiento por consumo de sustancias como beneficio esencial. La mayoría de los planes de empresas grandes también lo cubre.',
      ],
      verify: [
        'si su plan está activo, y qué red usa',
        'qué tipos de atención necesitan permiso antes (a menudo la internación y el residencial)',
        'qué paga usted dentro de la red, y si pagan algo fuera de ella',
      ],
    },
    self_funded: {
      covers: [
        'Es probable que su empresa pague las cuentas y esta compañía solo administre el plan. El documento del plan de la empresa decide qué se cubre.',
        `${PARITY} Vale para la mayoría de estos planes de empresas con más de 50 trabajadores.`,
      ],
      verify: [
        'qué dice el documento del plan; la empresa o el plan deben dárselo',
        'qué red alquila el plan, y quién lleva la salud mental y el consumo de sustancias',
        'qué tipos de atención necesitan permiso antes',
      ],
    },
    network: {
      covers: [
        'Esto es una red de médicos y lugares, no un seguro. No decide qué se cubre.',
        'Decide, y paga, el seguro o el plan de la empresa que nombra su tarjeta.',
      ],
      verify: [
        'qué seguro o plan está detrás de la tarjeta',
        'si ese plan cubre el tipo de atención, en esta red',
      ],
    },
    carve_out: {
      covers: [
        'Esta compañía maneja la salud mental y el consumo de sustancias para otros seguros. Decide sobre los permisos; paga el seguro de la tarjeta.',
        PARITY,
      ],
      verify: [
        'qué seguro está detrás en su tarjeta',
        'qué lugares están en su propia red; puede ser distinta de la del seguro',
        'qué tipos de atención necesitan su permiso antes',
      ],
    },
    assistance: {
      covers: [
        'Un programa de ayuda al empleado suele dar unas pocas conversaciones gratis y ayuda a encontrar atención. Casi nunca paga el tratamiento.',
        'Su plan de salud es otra cosa, y puede cubrir el tratamiento.',
      ],
      verify: [
        'cuántas conversaciones son gratis',
        'qué se le dice a la empresa, si se le dice algo; pregunte esto primero',
        'qué plan de salud tiene además',
      ],
    },
    marketplace: {
      covers: [
        'Todos los planes del Mercado de Seguros deben cubrir el tratamiento por consumo de sustancias como beneficio esencial. No pueden rechazarle ni cobrarle más por una enfermedad que ya tiene.',
        PARITY,
      ],
      verify: [
        'qué lugares están en la red del plan; fuera de ella a menudo no se paga',
        'qué tipos de atención necesitan permiso antes',
        'cuánto queda de su deducible',
      ],
    },
    medicaid: {
      covers: [
        'Medicaid cubre el tratamiento por consumo de sustancias en todos los estados. Qué tipos de atención depende del estado y del plan de salud que lo administra.',
        'Las medicinas para el trastorno por opioides (metadona, buprenorfina, naltrexona) están incluidas.',
        'A los menores de 21 años debe cubrirles lo médicamente necesario, también cuando a los adultos no.',
      ],
      verify: [
        'si su cobertura está activa, o la solicitud sigue en trámite',
        'qué plan de salud la administra, y qué lugares están en su red',
        'si paga fuera de su estado; casi siempre no',
        'en lugares residenciales grandes: si el Medicaid de su estado puede pagar allí (para adultos de 21 a 64 puede estar limitado)',
      ],
    },
    medicare: {
      covers: [
        'Medicare paga la hospitalización (Parte A) y la atención ambulatoria, la hospitalización parcial, la ambulatoria intensiva y los programas de tratamiento con opioides (Parte B). La Parte D puede cubrir medicinas.',
        'En un programa de opioides inscrito en Medicare no hay copago en Medicare Original; puede aplicarse el deducible de la Parte B.',
        'No paga por vivir en un lugar residencial que no es un hospital.',
        'Los planes Medicare Advantage cubren al menos lo mismo, con sus propias redes y permisos.',
      ],
      verify: [
        'si tiene Medicare Original o un plan Medicare Advantage',
        'si el lugar está inscrito en Medicare, o en la red de su plan',
        'si el plan quiere dar permiso antes',
      ],
    },
    tricare: {
      covers: [
        'TRICARE puede cubrir desintoxicación, internación y residencial, hospitalización parcial, ambulatorio intensivo, consultas y programas de opioides, cuando son médicamente necesarios.',
        'El lugar debe estar autorizado por TRICARE.',
      ],
      verify: [
        'qué plan tiene (Prime, Select…) y si pide una referencia',
        'qué tipos de atención debe aprobar antes el contratista de su región',
        'si el lugar está autorizado y en la red',
      ],
    },
    va: {
      covers: [
        'El VA trata los problemas de consumo en sus propios centros, con medicinas y consejería.',
        'La atención fuera del VA (community care) solo se paga si el VA la autoriza antes.',
        'Los veteranos que no están inscritos también pueden llamar; el VA dice quién puede recibir atención.',
      ],
      verify: [
        'si está inscrito en la atención de salud del VA',
        'si el VA puede atenderle pronto y cerca, o le envía a community care',
        'que la autorización exista antes de ingresar',
      ],
    },
    tribal: {
      covers: [
        'El Servicio de Salud Indígena, las tribus y las organizaciones indígenas urbanas tienen sus propios programas, algunos para el consumo de sustancias.',
        'La atención en otro lugar solo se paga si fue aprobada (Purchased/Referred Care), y otra cobertura como Medicaid suele pagar primero.',
      ],
      verify: [
        'con su propia clínica: qué programas tiene o a cuáles refiere',
        'si hace falta aprobación antes de ir a otro lugar',
        'si además tiene Medicaid, Medicare o un seguro privado',
      ],
    },
    uninsured: {
      covers: [
        'Sin seguro hay lugares pagados por el estado o el condado, lugares que cobran según los ingresos, y algunos gratis.',
        'Quizás pueda recibir Medicaid, y puede solicitarlo en cualquier momento. Perder el trabajo u otra cobertura puede abrirle un plan del Mercado fuera del plazo anual.',
      ],
      verify: [
        'con el lugar: cuánto cuesta con sus ingresos, y si hay lista de espera',
        'con su estado: si puede recibir Medicaid',
      ],
    },
    unknown: {
      covers: [
        PARITY,
        'La mayoría de los seguros cubre algún tratamiento por consumo de sustancias: los planes del Mercado deben hacerlo, Medicaid lo hace en todos los estados.',
      ],
      verify: [
        'cuál es el seguro: mire la tarjeta por los dos lados, o pregunte en la oficina de beneficios de la empresa',
        'qué tipo de plan es; eso decide qué reglas valen',
      ],
    },
  },
  check: {
    title: '¿Cubre esto mi seguro?',
    description:
      'Diga cuál es su seguro; lea enseguida qué vale en general y qué hay que comprobar; pida que una persona lo compruebe si quiere.',
    lead: 'Dos preguntas; las dos pueden quedar vacías. Para la primera respuesta no hace falta un nombre.',
    payer: 'Nombre en la tarjeta',
    payerHint: 'Tal como está escrito. Déjelo vacío si no tiene o no sabe.',
    planType: 'Tipo de plan',
    answer: 'Ver lo que vale en general',
    known: (name) => `Para ${name}`,
    notKnown: (typed) =>
      `No conocemos “${typed}” con ese nombre; esto vale para los seguros en general.`,
    perhaps: 'Quizás quiere decir:',
    general: 'Para los seguros en general',
    nothingPromised:
      'Esto es general. Nadie puede saber por un sitio web qué paga su plan; para eso hay que preguntar al plan.',
    more: 'Más sobre este seguro',
    again: 'Otro seguro',
    askTitle: 'Pedir que lo comprobemos',
    askLead:
      'Una persona de aquí puede preguntar a su plan y decirle la respuesta en palabras sencillas. No cuesta nada y no decide nada: no tener cobertura nunca decide si hablamos con usted.',
    way: '¿Cómo lo comprobamos?',
    ways: {
      person: 'Una persona llama al plan',
      electronic: 'Preguntar al plan electrónicamente, más rápido donde funciona',
    },
    born: 'Fecha de nacimiento del paciente',
    bornHint: 'El plan la pide. Como 1990-12-31.',
    holder: 'Qué es el titular para el paciente',
    holderHint: 'Es la misma persona, si la póliza es del paciente.',
    agree: 'Permiso para preguntar al plan',
    agreeHint:
      'Sin él no podemos preguntar al plan, y una persona habla antes con usted. Por otra persona solo ella puede darlo.',
    told: 'He leído esto: en la póliza de otra persona el plan puede enviar avisos sobre la consulta al titular.',
    toldLabel: 'En la póliza de otra persona',
    answerBy: '¿Cómo le decimos la respuesta?',
    answerBys: {
      phone: 'Por teléfono',
      sms: 'Por mensaje de texto',
      email: 'Por correo electrónico',
    },
    answerByHint:
      'Los mensajes solo dicen que hay una respuesta, y nada de cuál es. También está en una página suya, detrás del enlace que recibe después.',
    send: 'Pedir la comprobación',
    answerByPhone: 'Para llamarle o escribirle necesitamos un teléfono.',
    answerByEmail: 'Para un correo necesitamos una dirección de correo electrónico.',
    sms: 'Para responderle por texto, acepte abajo los mensajes.',
    bornWrong: 'Escriba la fecha como 1990-12-31.',
  },
};
