-- the ledger: what was submitted, and every execution of it
CREATE TABLE submitted_job (
    job_id       text PRIMARY KEY,
    kind         text NOT NULL,
    work_millis  bigint NOT NULL,
    submitted_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE ledger (
    execution_id uuid PRIMARY KEY,
    job_id       text NOT NULL REFERENCES submitted_job,
    kind         text NOT NULL,
    node         text NOT NULL,
    release      text NOT NULL,
    started_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at     timestamptz,
    outcome      text CHECK (outcome IN ('done', 'interrupted', 'failed')),
    CHECK ((ended_at IS NULL) = (outcome IS NULL))
);

CREATE INDEX ledger_job ON ledger (job_id);
CREATE INDEX ledger_running ON ledger (node, kind) WHERE ended_at IS NULL;

CREATE VIEW backlog AS
    SELECT job.job_id, job.kind, job.submitted_at
    FROM submitted_job job
    WHERE NOT EXISTS (SELECT 1 FROM ledger WHERE ledger.job_id = job.job_id);

-- db-scheduler 16 expects its table to exist
CREATE TABLE scheduled_tasks (
    task_name            text NOT NULL,
    task_instance        text NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_tasks_due ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_heartbeat ON scheduled_tasks (last_heartbeat);
