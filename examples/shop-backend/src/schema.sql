-- Instances that start together take turns.
select pg_advisory_xact_lock(7003611);

-- One row for each accepted command: appended once, never changed.
create table if not exists entries (
  account     text        not null,
  version     integer     not null,
  command_id  text        not null,
  request     text        not null, -- a fingerprint of what was asked for
  entry       jsonb       not null,
  written_at  timestamptz not null default now(),
  primary key (account, version),
  unique (account, command_id)
);

-- What an account may do once only, for ever: be awarded an order, refund R1, make redemption X.
create table if not exists entry_keys (
  account  text    not null,
  key      text    not null,
  version  integer not null,
  primary key (account, key),
  foreign key (account, version) references entries (account, version)
);

-- What the entries of an account make it: can be thrown away and replayed.
create table if not exists accounts (
  id           text    primary key,
  version      integer not null,
  snapshot     jsonb   not null,
  merged_into  text
);

-- What the program as a whole has left to give.
create table if not exists budgets (
  id         text    primary key,
  version    integer not null default 1,
  remaining  bigint  not null
);

-- All that is known of a person, beside her points: what erasure deletes.
create table if not exists members (
  id     text primary key,
  email  text not null
);

create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'entries are append-only';
end $$;

create or replace trigger append_only before update or delete or truncate on entries
  for each statement execute function refuse_change();
