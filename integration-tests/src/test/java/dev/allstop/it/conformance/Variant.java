package dev.allstop.it.conformance;

import static dev.allstop.it.conformance.Guarantee.ANY_ORDER;
import static dev.allstop.it.conformance.Guarantee.EQUAL_NAMES;
import static dev.allstop.it.conformance.Guarantee.STAYS_PAUSED;

import dev.allstop.it.camunda.CamundaProcesses;
import dev.allstop.it.dbscheduler.DbSchedulerFetch;
import dev.allstop.it.dbscheduler.DbSchedulerLockAndFetch;
import dev.allstop.it.dbscheduler.DbSchedulerSpringBoot;
import dev.allstop.it.dbscheduler.DbSchedulerSpringBootLockAndFetch;
import dev.allstop.it.elasticjob.ElasticJobs;
import dev.allstop.it.executor.FixedPool;
import dev.allstop.it.executor.ScheduledPool;
import dev.allstop.it.flowable.FlowableProcesses;
import dev.allstop.it.harness.Database;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.KafkaBroker;
import dev.allstop.it.harness.Library;
import dev.allstop.it.harness.RabbitBroker;
import dev.allstop.it.harness.RedisServer;
import dev.allstop.it.harness.Resources;
import dev.allstop.it.harness.TemporalServer;
import dev.allstop.it.harness.ZooKeeper;
import dev.allstop.it.inhouse.NightlyRunners;
import dev.allstop.it.inhouse.QueuesOfWork;
import dev.allstop.it.inhouse.TaskRunners;
import dev.allstop.it.jesque.JesqueWorkers;
import dev.allstop.it.jobrunr.JobRunrInMemory;
import dev.allstop.it.jobrunr.JobRunrSpringBoot;
import dev.allstop.it.jobrunr.JobRunrSpringBootSql;
import dev.allstop.it.jobrunr.JobRunrSql;
import dev.allstop.it.quartz.QuartzClustered;
import dev.allstop.it.quartz.QuartzInMemory;
import dev.allstop.it.quartz.QuartzSpringBoot;
import dev.allstop.it.quartz.QuartzSpringBootClustered;
import dev.allstop.it.springamqp.SpringAmqp;
import dev.allstop.it.springbatch.BatchInCallersThread;
import dev.allstop.it.springbatch.BatchInPool;
import dev.allstop.it.springkafka.SpringKafka;
import dev.allstop.it.springkafka.SpringKafkaBatches;
import dev.allstop.it.springscheduling.AsyncMethods;
import dev.allstop.it.springscheduling.AsyncSpringBoot;
import dev.allstop.it.springscheduling.PoolScheduler;
import dev.allstop.it.springscheduling.SchedulingSpringBoot;
import dev.allstop.it.springscheduling.ThreadPerTaskScheduler;
import dev.allstop.it.subject.Subject;
import dev.allstop.it.temporal.TemporalWorkers;
import dev.allstop.it.xxljob.XxlJobExecutors;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A way to run a kind of job server, in all the versions there are. */
final class Variant {

    private static final Pattern ONLY = Pattern.compile(System.getProperty("allstop.it.rows", ""));
    private static final String NO_PAUSE = "the library cannot pause";
    /** Longer than a look at the threads, for what nothing ever interrupts. */
    private static final long NO_TIME_OUT = 3_000;
    private static final String NO_END = "a launcher is neither started nor shut down";
    private static final String IN_HOUSE = "in-house";
    private static final String EXECUTOR = "executor";

    static final List<Variant> ALL = List.of(
            inMemory("quartz", "RAM store", QuartzInMemory.class).starter(QuartzSpringBoot.class, "2.4.1")
                    .cancelledBy("InterruptableJob.interrupt"),
            onDatabase("quartz", "JDBC store, clustered", QuartzClustered.class)
                    .starter(QuartzSpringBootClustered.class, "2.4.1").cancelledBy("InterruptableJob.interrupt"),
            inMemory("jobrunr", "in memory", JobRunrInMemory.class).starter(JobRunrSpringBoot.class, "7.5.3")
                    .repeatingEvery(5_000).longJob(25_000),
            onDatabase("jobrunr", "H2", JobRunrSql.class).starter(JobRunrSpringBootSql.class, "7.5.3")
                    .repeatingEvery(5_000).longJob(25_000),
            onDatabase("jobrunr", "PostgreSQL", JobRunrSql.class).on(Database::postgres)
                    .starter(JobRunrSpringBootSql.class, "7.5.3").repeatingEvery(5_000).longJob(25_000),
            onDatabase("db-scheduler", "FETCH, H2", DbSchedulerFetch.class)
                    .starter(DbSchedulerSpringBoot.class, "15.6.0").cannotBefore("11.7", STAYS_PAUSED, NO_PAUSE),
            onDatabase("db-scheduler", "FETCH, PostgreSQL", DbSchedulerFetch.class).on(Database::postgres)
                    .starter(DbSchedulerSpringBoot.class, "15.6.0").cannotBefore("11.7", STAYS_PAUSED, NO_PAUSE),
            onDatabase("db-scheduler", "LOCK_AND_FETCH, PostgreSQL", DbSchedulerLockAndFetch.class)
                    .on(Database::postgres).starter(DbSchedulerSpringBootLockAndFetch.class, "15.6.0")
                    .cannotBefore("11.7", STAYS_PAUSED, NO_PAUSE),
            onBroker("spring-kafka", "records one by one", SpringKafka.class, KafkaBroker::address),
            onBroker("spring-kafka", "batches", SpringKafkaBatches.class, KafkaBroker::address)
                    .repeatsWhatFailed("FallbackBatchErrorHandler"),
            onBroker("spring-amqp", "RabbitMQ", SpringAmqp.class, RabbitBroker::address)
                    .cannot(STAYS_PAUSED, NO_PAUSE),
            inMemory("spring-scheduling", "ThreadPoolTaskScheduler", PoolScheduler.class)
                    .starter(SchedulingSpringBoot.class, "6.2.19").longJob(NO_TIME_OUT)
                    .cannotBefore("6.1", STAYS_PAUSED, NO_PAUSE),
            inMemory("spring-scheduling", "SimpleAsyncTaskScheduler", ThreadPerTaskScheduler.class).since("6.1")
                    .longJob(NO_TIME_OUT),
            inMemory("spring-scheduling", "@Async on a ThreadPoolTaskExecutor, named in `adapters`", AsyncMethods.class)
                    .option("adapters", EXECUTOR + ":org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;it-*")
                    .starter(AsyncSpringBoot.class, "6.2.19").longJob(NO_TIME_OUT).withoutIds()
                    .cannot(STAYS_PAUSED, "what Spring has paused, since 6.1, stays paused, and is shown as running"),
            pool("ThreadPoolExecutor", FixedPool.class),
            pool("ScheduledThreadPoolExecutor", ScheduledPool.class),
            onDatabase("flowable", "H2", FlowableProcesses.class).repeatingEvery(1_000).cannot(STAYS_PAUSED, NO_PAUSE),
            onDatabase("camunda", "H2", CamundaProcesses.class).repeatingEvery(1_000).cannot(STAYS_PAUSED, NO_PAUSE),
            inMemory("spring-batch", "in the caller's thread", BatchInCallersThread.class)
                    .cannot(STAYS_PAUSED, NO_PAUSE).cannot(ANY_ORDER, NO_END),
            inMemory("spring-batch", "on a task executor", BatchInPool.class)
                    .cannot(STAYS_PAUSED, NO_PAUSE).cannot(ANY_ORDER, NO_END),
            onBroker("jesque", "Redis", JesqueWorkers.class, RedisServer::address).foundLateByWorker(),
            onBroker("elasticjob", "ZooKeeper", ElasticJobs.class, ZooKeeper::address).option("adapters", "all")
                    .cannot(EQUAL_NAMES, "a job's name is unique in a JVM"),
            inMemory("xxl-job", "triggered over HTTP", XxlJobExecutors.class).cannot(STAYS_PAUSED, NO_PAUSE),
            onBroker("temporal", "activities of workflows", TemporalWorkers.class, TemporalServer::address),
            declared("nightly-runner", NightlyRunners.class),
            declared("queue-workers", QueuesOfWork.class).cannot(STAYS_PAUSED, NO_PAUSE),
            declared("task-runner", TaskRunners.class));

    private final String kind;
    private final String name;
    private final Class<? extends Subject> subject;
    private final Map<Guarantee, Limit> cannot = new EnumMap<>(Guarantee.class);
    private final Map<String, String> options = new LinkedHashMap<>();
    private boolean foundLateByWorker;
    private String cancelledBy;
    private String repeatsWhatFailed;
    private Supplier<Database> database;
    private Supplier<String> broker;
    private Class<? extends Subject> starter;
    private String versionForSpringBoot3;
    private String since = "";
    private boolean withoutIds;
    private long repeatMillis = 500;
    private long longJobMillis = 14_000;

    /** @param before the first version without the limit, empty when all have it */
    private record Limit(String why, String before) {
    }

    private Variant(String kind, String name, Class<? extends Subject> subject, Supplier<Database> database) {
        this.kind = kind;
        this.name = name;
        this.subject = subject;
        this.database = database;
    }

    /** Each JVM has its own jobs. */
    static Variant inMemory(String kind, String name, Class<? extends Subject> subject) {
        return new Variant(kind, name, subject, null);
    }

    /** A class that no library has, described in {@code src/test/resources/adapters}. */
    static Variant declared(String declaration, Class<? extends Subject> subject) {
        return new Variant(IN_HOUSE, "declared by " + declaration + ".adapter", subject, null)
                .option("adapters.path", Resources.file("/adapters/" + declaration + ".adapter").toString());
    }

    /** Pools of the JDK, known by the class that constructs them, and after a late attach by their threads. */
    static Variant pool(String name, Class<? extends Subject> subject) {
        return new Variant(EXECUTOR, name, subject, null).option("adapters", EXECUTOR + ":" + subject.getName() + ";it-*")
                .longJob(NO_TIME_OUT).cannot(STAYS_PAUSED, NO_PAUSE);
    }

    /** The jobs are in a database, and several JVMs share them. */
    static Variant onDatabase(String kind, String name, Class<? extends Subject> subject) {
        return new Variant(kind, name, subject, Database::h2);
    }

    /**
     * Messages are the jobs. The client's time-outs are shortened; what the library has in executors of its own is no
     * matter here.
     *
     * @param address of the broker that all tests share, started at the first call
     */
    static Variant onBroker(String kind, String name, Class<? extends Subject> subject, Supplier<String> address) {
        Variant variant = new Variant(kind, name, subject, null).option("adapters", kind).longJob(8_000);
        variant.broker = address;
        return variant;
    }

    /** The library, not Allstop, makes it impossible. */
    Variant cannot(Guarantee guarantee, String why) {
        return cannotBefore("", guarantee, why);
    }

    Variant cannotBefore(String version, Guarantee guarantee, String why) {
        cannot.put(guarantee, new Limit(why, version));
        return this;
    }

    /** The first version that has it. */
    Variant since(String version) {
        since = version;
        return this;
    }

    /** A job is known by its method, which is the same for all. */
    Variant withoutIds() {
        withoutIds = true;
        return this;
    }

    /** Its workers know nothing of their pool, so where Allstop comes to it later each is a job server of its own. */
    Variant foundLateByWorker() {
        foundLateByWorker = true;
        return this;
    }

    /** A method by which the library itself ends the jobs of the subject when they are cancelled. */
    Variant cancelledBy(String method) {
        cancelledBy = method;
        return this;
    }

    /** A class of the library that runs a job that failed again within the same call, so that it is still the same job to Allstop. */
    Variant repeatsWhatFailed(String within) {
        repeatsWhatFailed = within;
        return this;
    }

    /** An option of the agent. */
    Variant option(String key, String value) {
        options.put(key, value);
        return this;
    }

    /** Instead of H2. */
    Variant on(Supplier<Database> otherDatabase) {
        database = otherDatabase;
        return this;
    }

    /**
     * How its Spring Boot starter builds it: in the newest version by Spring Boot 4.
     *
     * @param olderVersion by Spring Boot 3, with the starter in {@code libraries/spring-boot-3}
     */
    Variant starter(Class<? extends Subject> springBoot, String olderVersion) {
        starter = springBoot;
        versionForSpringBoot3 = olderVersion;
        return this;
    }

    /** The shortest period of recurring jobs that the library allows, when half a second is too short. */
    Variant repeatingEvery(long millis) {
        repeatMillis = millis;
        return this;
    }

    /** How long a job must last to outlive every time-out of the library: until it interrupts it or takes it for dead. */
    Variant longJob(long millis) {
        longJobMillis = millis;
        return this;
    }

    /** A variant in one version. */
    record Row(Library library, Variant variant) {

        String kind() {
            return variant.kind;
        }

        boolean isInHouse() {
            return variant.kind.equals(IN_HOUSE);
        }

        Class<? extends Subject> subject() {
            return variant.subject;
        }

        boolean isNewest() {
            return library.equals(Variant.versions(variant).get(0));
        }

        /** @param database null without one */
        HostJvm.Builder host(String name, Database database) {
            return host(name, variant.subject, database);
        }

        HostJvm.Builder host(String name, Class<? extends Subject> application, Database database) {
            HostJvm.Builder builder = HostJvm.named(name).subject(application, library);
            variant.options.forEach(builder::option);
            if (broker() != null) {
                builder.jvmOption("-Dit.broker=" + broker());
            }
            return database == null ? builder : builder.database(database);
        }

        /** Null when there is none. */
        Class<? extends Subject> starter() {
            return variant.starter;
        }

        /** Folder of the Spring Boot that the starter is run with in this version, null if in none. */
        String springBoot() {
            if (isNewest()) {
                return "spring-boot";
            }
            return library.version().equals(variant.versionForSpringBoot3) ? "spring-boot-3" : null;
        }

        boolean onDatabase() {
            return variant.database != null;
        }

        /** Null without one. */
        Database startDatabase() {
            return variant.database == null ? null : variant.database.get();
        }

        /** Null when nothing is different then. */
        int serversFoundLate(int workers) {
            return variant.foundLateByWorker ? workers : 1;
        }

        /** Null when nothing but the job's own question ends it. */
        String cancelledByLibrary() {
            return variant.cancelledBy;
        }

        /** Null when a job that failed has ended. */
        String repeatsWhatFailed() {
            return variant.repeatsWhatFailed;
        }

        /** Null when the jobs come from nowhere else. */
        String broker() {
            return variant.broker == null ? null : variant.broker.get();
        }

        boolean hasIds() {
            return !variant.withoutIds;
        }

        long repeatMillis() {
            return variant.repeatMillis;
        }

        long longJobMillis() {
            return variant.longJobMillis;
        }

        /** Why not, null if it can. */
        String cannot(Guarantee guarantee) {
            Limit limit = variant.cannot.get(guarantee);
            return limit == null || !limit.before().isEmpty() && !library.isBefore(limit.before()) ? null : limit.why();
        }

        /** What is run here, in whatever version. */
        String variantName() {
            return library.kind() + ", " + variant.name;
        }

        /** Empty where there is no library. */
        String version() {
            return library.equals(Library.IN_HOUSE) ? "" : library.version();
        }

        @Override
        public String toString() {
            return library + ", " + variant.name;
        }
    }

    /** The newest versions, each way of running a kind once. */
    static Stream<Row> newest() {
        Set<Class<? extends Subject>> known = new HashSet<>();
        return rows().filter(Row::isNewest).filter(row -> known.add(row.subject()));
    }

    private static List<Library> versions(Variant variant) {
        return switch (variant.kind) {
            case IN_HOUSE -> List.of(Library.IN_HOUSE);
            case EXECUTOR -> List.of(Library.JDK);
            default -> Library.all(variant.kind);
        };
    }

    /** Nobody has asked for some of them only. */
    static boolean allRows() {
        return ONLY.pattern().isEmpty();
    }

    static Stream<Row> rows() {
        return ALL.stream().flatMap(variant -> versions(variant).stream()
                        .filter(library -> variant.since.isEmpty() || !library.isBefore(variant.since))
                        .map(library -> new Row(library, variant)))
                .filter(row -> ONLY.matcher(row.toString()).find());
    }
}
