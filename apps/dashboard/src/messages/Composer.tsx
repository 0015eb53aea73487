import SendIcon from '@mui/icons-material/SendOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useNotify } from 'react-admin';
import { type ChannelView, LANGUAGES, type MessageView, variablesIn, ourLanguage } from '#contract';
import { ChoiceField } from '../forms/ChoiceField';
import { sendsByKey } from '../forms/sends-by-key';
import { useSubmission } from '../forms/use-submission';
import { ChannelField, ClosedNotice } from './ChannelField';
import { messageActions } from './messages-api';
import { nextOpenTime, SendAtField } from './SendAtField';
import { TemplateField } from './TemplateField';
import { type DraftFacts, factsOf, useDraft } from './use-draft';

interface ComposerProps {
  leadId: string;
  channels: readonly ChannelView[];
  language: string;
  /** The message that is answered; its way is suggested. */
  answers: MessageView | undefined;
  onSent: () => Promise<void>;
}

export const COMPOSER_ID = 'message-body';

/** Writes a text or an e-mail: to whom, in what words, and when. */
export function Composer({ leadId, channels, language, answers, onSent }: ComposerProps) {
  const notify = useNotify();
  const writable = channels.filter(isWritable);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const channel =
    writable.find(({ id }) => id === chosenId) ?? suggested(writable, answers) ?? undefined;
  const { draft, onceKey, change, clear, useTemplate } = useDraft(
    leadId,
    ourLanguage(language),
    answers,
  );
  const [sendAt, setSendAt] = useState<string | null>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const { busy, problem, run } = useSubmission(setErrors);
  if (channel === undefined) {
    return (
      <Typography color="textSecondary" variant="body2">
        There is no number or address to write to. Add one under Contacts.
      </Typography>
    );
  }
  const facts = factsOf(draft, channel.channel);
  const variables = draft.templateId ? variablesIn(`${draft.subject}\n${draft.body}`) : [];
  const later = sendAt !== null || (!channel.open && channel.opensAt !== null);
  const closedForGood = !channel.open && channel.opensAt === null;
  const sendable = !busy && !closedForGood && facts.body.trim() !== '' && facts.open.length === 0;
  const goesAt = sendAt !== null ? new Date(sendAt).toISOString() : channel.opensAt;

  const write = (asDraft: boolean) =>
    run(async () => {
      await messageActions.write({
        leadId,
        contactPointId: channel.contactPointId,
        channel: channel.channel,
        subject: channel.channel === 'email' ? facts.subject : undefined,
        body: facts.body,
        templateId: draft.templateId || undefined,
        values: draft.values,
        language: draft.language,
        sendAt: later ? goesAt : null,
        inReplyToId: answers?.id,
        draft: asDraft,
        onceKey,
      });
      notify(asDraft ? 'Kept as a draft.' : later ? 'It will be sent then.' : 'On its way.', {
        type: 'success',
      });
      clear();
      setSendAt(null);
      await onSent();
    });
  return (
    <Stack
      component="form"
      noValidate
      aria-label="Write a message"
      spacing={1.5}
      onKeyDown={(event: KeyboardEvent<HTMLFormElement>) => sendsByKey(event, !sendable)}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void write(false);
      }}
    >
      {problem && <Alert severity="error">{problem}</Alert>}
      <ChannelField channels={writable} value={channel.id} onChange={setChosenId} />
      <Stack direction="row" spacing={1.5}>
        <TemplateField
          channel={channel.channel}
          language={draft.language}
          value={draft.templateId}
          onChoose={(id) => void run(() => useTemplate(id))}
        />
        <Box sx={{ minWidth: 112 }}>
          <ChoiceField
            label="Language"
            choices={LANGUAGES}
            value={draft.language}
            onChange={({ target }) =>
              void run(() => useTemplate(draft.templateId, ourLanguage(target.value)))
            }
          />
        </Box>
      </Stack>
      <ClosedNotice channel={channel} />
      {variables.map((name) => (
        <TextField
          key={name}
          label={`For “${name}”`}
          required
          value={draft.values[name] ?? ''}
          onChange={(event) => change({ values: { ...draft.values, [name]: event.target.value } })}
        />
      ))}
      {channel.channel === 'email' && (
        <TextField
          label="Subject"
          autoComplete="off"
          value={facts.subject}
          error={errors.subject !== undefined}
          helperText={errors.subject}
          onChange={(event) => change({ subject: event.target.value })}
        />
      )}
      <TextField
        id={COMPOSER_ID}
        label={channel.channel === 'sms' ? 'Text' : 'E-mail'}
        multiline
        minRows={3}
        maxRows={12}
        value={facts.body}
        error={errors.body !== undefined}
        helperText={errors.body ?? <Length facts={facts} />}
        onChange={(event) => change({ body: event.target.value })}
      />
      {facts.unsafe && (
        <Alert severity="warning">
          “{facts.unsafe}” would show on a locked screen, where others may read it. Say it another
          way.
        </Alert>
      )}
      {sendAt !== null && (
        <SendAtField
          leadId={leadId}
          channel={channel}
          value={sendAt}
          problem={errors.sendAt}
          onChange={setSendAt}
        />
      )}
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
        <Button
          type="submit"
          variant="contained"
          startIcon={<SendIcon />}
          loading={busy}
          loadingPosition="start"
          disabled={!sendable}
        >
          {sendAt !== null ? 'Send later' : later ? 'Send when it opens' : 'Send'}
        </Button>
        <Button
          onClick={() => {
            if (sendAt === null) void nextOpenTime(leadId, channel).then(setSendAt);
            else setSendAt(null);
          }}
        >
          {sendAt === null ? 'Choose a time' : 'Not at a time'}
        </Button>
        <Button disabled={busy || facts.body.trim() === ''} onClick={() => void write(true)}>
          Keep as a draft
        </Button>
      </Stack>
    </Stack>
  );
}

type WritableChannel = ChannelView & { channel: 'sms' | 'email' };

const isWritable = (channel: ChannelView): channel is WritableChannel => channel.channel !== 'call';

/** The way they wrote on; else the first that is open; else the first. */
function suggested(
  channels: readonly WritableChannel[],
  answers: MessageView | undefined,
): WritableChannel | undefined {
  return (
    channels.find(
      (each) =>
        each.contactPointId === answers?.contactPointId && each.channel === answers?.channel,
    ) ??
    channels.find((each) => each.open) ??
    channels[0]
  );
}

function Length({ facts: { body, segments, open } }: { facts: DraftFacts }) {
  if (open.length > 0) return <>Still to fill in: {open.join(', ')}</>;
  if (segments === null || body === '') return null;
  return (
    <>
      {body.length} characters · {segments === 1 ? 'sent in one part' : `sent in ${segments} parts`}
    </>
  );
}
