package dev.allstop.demohost.dbscheduler;

import java.io.Serializable;

/** What db-scheduler stores with a job beside its id, by Java serialisation, its default. */
record WorkData(long workMillis) implements Serializable {
}
