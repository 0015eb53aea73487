import { type MessageChannel, type Language } from '#contract';

/** A template as it comes with the house; an administrator changes it by writing its next version. */
export interface ShippedTemplate {
  code: string;
  name: string;
  channel: MessageChannel;
  texts: readonly { language: Language; subject?: string; body: string }[];
}

/** What is sent most, in English and Spanish. Nothing of it tells a stranger what it is about. */
export const SHIPPED_TEMPLATES: readonly ShippedTemplate[] = [
  {
    code: 'missed_call',
    name: 'We missed each other',
    channel: 'sms',
    texts: [
      {
        language: 'en',
        body: 'This is {{organisation}}. We tried to call you back and missed you. Call {{phone}} any time, or text us when to call. Reply STOP to end.',
      },
      {
        language: 'es',
        body: 'Somos {{organisation}}. Le devolvimos la llamada y no le encontramos. Llame al {{phone}} o escriba a qué hora llamarle. STOP para terminar.',
      },
    ],
  },
  {
    code: 'call_back_promise',
    name: 'When we will call',
    channel: 'sms',
    texts: [
      {
        language: 'en',
        body: 'This is {{organisation}}. We will call you at {{callTime}} from {{phone}}. If another time is better, just text it. Reply STOP to end.',
      },
      {
        language: 'es',
        body: 'Somos {{organisation}}. Le llamaremos a las {{callTime}} desde el {{phone}}. Si prefiere otra hora, escríbala. STOP para terminar.',
      },
    ],
  },
  {
    code: 'appointment_reminder',
    name: 'Reminder of an appointment',
    channel: 'sms',
    texts: [
      {
        language: 'en',
        body: 'Reminder from {{organisation}}: {{appointmentDay}} at {{appointmentTime}}. Questions? Call {{phone}}. Reply STOP to end.',
      },
      {
        language: 'es',
        body: 'Recordatorio de {{organisation}}: {{appointmentDay}} a las {{appointmentTime}}. ¿Preguntas? Llame al {{phone}}. STOP para terminar.',
      },
    ],
  },
  {
    code: 'follow_up_email',
    name: 'Following up by e-mail',
    channel: 'email',
    texts: [
      {
        language: 'en',
        subject: 'Your request to {{organisation}}',
        body: 'Hello,\n\nyou asked us to be in touch. We have tried to reach you by phone and would still like to help.\n\nCall {{phone}} whenever it suits you, or reply with a good time and number.\n\nIf your situation has changed, that is fine too: tell us and we will stop.\n\n{{organisation}}',
      },
      {
        language: 'es',
        subject: 'Su solicitud a {{organisation}}',
        body: 'Hola:\n\nnos pidió que le contactáramos. Hemos intentado llamarle y nos gustaría seguir ayudándole.\n\nLlame al {{phone}} cuando le venga bien, o responda con una hora y un número.\n\nSi su situación ha cambiado, no pasa nada: díganoslo y no insistiremos.\n\n{{organisation}}',
      },
    ],
  },
  {
    code: 'staying_in_touch',
    name: 'Staying in touch, for who asked us to',
    channel: 'email',
    texts: [
      {
        language: 'en',
        subject: 'From {{organisation}}, as you asked',
        body: 'Hello,\n\nyou asked us to be in touch again. We are here whenever you would like to talk.\n\nCall {{phone}}, or reply with a good time and number.\n\nIf you would rather not hear from us, tell us and we will stop.\n\n{{organisation}}',
      },
      {
        language: 'es',
        subject: 'De {{organisation}}, como nos pidió',
        body: 'Hola:\n\nnos pidió que volviéramos a escribirle. Aquí estamos cuando quiera hablar.\n\nLlame al {{phone}} o responda con una hora y un número.\n\nSi prefiere que no le escribamos, díganoslo y no insistiremos.\n\n{{organisation}}',
      },
    ],
  },
  {
    code: 'opt_in_confirmation',
    name: 'Texts are on again',
    channel: 'sms',
    texts: [
      {
        language: 'en',
        body: '{{organisation}}: you will get texts from us again. Message and data rates may apply. Text HELP for help, STOP to end.',
      },
      {
        language: 'es',
        body: '{{organisation}}: volverá a recibir nuestros mensajes. Pueden aplicarse tarifas. Escriba HELP para ayuda, STOP para terminar.',
      },
    ],
  },
  {
    code: 'stop_confirmation',
    name: 'Nothing more will come',
    channel: 'sms',
    texts: [
      {
        language: 'en',
        body: '{{organisation}}: you will get no more messages or calls from us. Text START to get texts again.',
      },
      {
        language: 'es',
        body: '{{organisation}}: no recibirá más mensajes ni llamadas nuestras. Escriba START para recibir mensajes de nuevo.',
      },
    ],
  },
];
