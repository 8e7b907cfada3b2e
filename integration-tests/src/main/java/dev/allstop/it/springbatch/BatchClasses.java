package dev.allstop.it.springbatch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.core.task.TaskExecutor;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** Spring Batch by reflection, since its version 6 has moved half of the classes to other packages. */
final class BatchClasses {

    private static final String CORE = "org.springframework.batch.core.";

    private BatchClasses() {
    }

    private static Class<?> firstOf(String... names) throws ClassNotFoundException {
        for (String name : names) {
            try {
                return Class.forName(name);
            } catch (ClassNotFoundException otherVersion) {
                continue;
            }
        }
        throw new ClassNotFoundException(String.join(", ", names));
    }

    /** In the test's database, which has its tables already. */
    static Object repository(DataSource database) throws Exception {
        Object factory = firstOf(CORE + "repository.support.JdbcJobRepositoryFactoryBean",
                CORE + "repository.support.JobRepositoryFactoryBean").getConstructor().newInstance();
        call(factory, "setDataSource", database);
        call(factory, "setTransactionManager", new DataSourceTransactionManager(database));
        call(factory, "setIsolationLevelForCreate", "ISOLATION_READ_COMMITTED");
        call(factory, "afterPropertiesSet");
        return call(factory, "getObject");
    }

    /** What applications start jobs with: the operator in 6, a launcher before. */
    static Object launcher(Object repository, TaskExecutor executor) throws Exception {
        Object launcher = firstOf(CORE + "launch.support.TaskExecutorJobOperator",
                CORE + "launch.support.TaskExecutorJobLauncher", CORE + "launch.support.SimpleJobLauncher")
                .getConstructor().newInstance();
        call(launcher, "setJobRepository", repository);
        if (launcher.getClass().getSimpleName().equals("TaskExecutorJobOperator")) {
            call(launcher, "setJobRegistry", firstOf(CORE + "configuration.support.MapJobRegistry").getConstructor()
                    .newInstance());
        }
        call(launcher, "setTaskExecutor", executor);
        call(launcher, "afterPropertiesSet");
        return launcher;
    }

    /**
     * A job of one step.
     *
     * @param chunk does some work, in a transaction of its own, and answers whether there is more
     */
    static Object job(String name, Object repository, DataSource database, BooleanSupplier chunk) throws Exception {
        Object step = step("tasklet.TaskletStep", "work", repository);
        call(step, "setTransactionManager", new DataSourceTransactionManager(database));
        Class<?> status = firstOf("org.springframework.batch.infrastructure.repeat.RepeatStatus",
                "org.springframework.batch.repeat.RepeatStatus");
        call(step, "setTasklet", tasklet(() ->
                status.getField(chunk.getAsBoolean() ? "CONTINUABLE" : "FINISHED").get(null)));
        call(step, "afterPropertiesSet");
        Object job = firstOf(CORE + "job.SimpleJob").getConstructor(String.class).newInstance(name);
        call(job, "setJobRepository", repository);
        call(job, "addStep", step);
        call(job, "afterPropertiesSet");
        return job;
    }

    private static Object step(String type, String name, Object repository) throws Exception {
        Class<?> stepType = firstOf(CORE + "step." + type);
        Object step;
        try {
            step = stepType.getConstructor(firstOf(CORE + "repository.JobRepository")).newInstance(repository);
        } catch (NoSuchMethodException before6) {
            step = stepType.getConstructor().newInstance();
            call(step, "setJobRepository", repository);
        }
        call(step, "setName", name);
        return step;
    }

    /** Adds a step that launches another job. */
    static void addJobStep(Object job, Object inner, Object repository, Object launcher) throws Exception {
        Object step = step("job.JobStep", "inner", repository);
        call(step, "setJob", inner);
        try {
            call(step, "setJobOperator", launcher);
        } catch (NoSuchMethodException before6) {
            call(step, "setJobLauncher", launcher);
        }
        call(step, "afterPropertiesSet");
        call(job, "addStep", step);
    }

    private static Object tasklet(Callable<Object> work) throws Exception {
        Class<?> adapter = firstOf(CORE + "step.tasklet.CallableTaskletAdapter");
        try {
            return adapter.getConstructor(Callable.class).newInstance(work);
        } catch (NoSuchMethodException before6) {
            Object tasklet = adapter.getConstructor().newInstance();
            call(tasklet, "setCallable", work);
            return tasklet;
        }
    }

    /** @throws RuntimeException what the launcher threw, if it was one */
    static void run(Object launcher, Object job) throws Exception {
        call(launcher, "run", job, firstOf(CORE + "job.parameters.JobParameters", CORE + "JobParameters")
                .getConstructor().newInstance());
    }

    private static Object call(Object target, String name, Object... arguments) throws Exception {
        for (Method method : target.getClass().getMethods()) {
            if (method.getName().equals(name) && !method.isBridge() && fits(method.getParameterTypes(), arguments)) {
                try {
                    return method.invoke(target, arguments);
                } catch (InvocationTargetException thrown) {
                    throw thrown.getCause() instanceof Exception cause ? cause : thrown;
                }
            }
        }
        throw new NoSuchMethodException(target.getClass().getName() + "." + name);
    }

    private static boolean fits(Class<?>[] parameters, Object[] arguments) {
        boolean fits = parameters.length == arguments.length;
        for (int i = 0; fits && i < parameters.length; i++) {
            fits = parameters[i].isInstance(arguments[i]);
        }
        return fits;
    }
}
