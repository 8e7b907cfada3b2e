package dev.allstop.adapters.quartz;

import static dev.allstop.core.adapter.Reach.method;

import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;

/** {@code org.quartz.TriggerBuilder}, as far as it takes to fire a job once, now. */
record NewTrigger(MethodHandle newTrigger, MethodHandle withIdentity, MethodHandle withPriority, MethodHandle forJob,
                  MethodHandle usingJobData, MethodHandle startNow, MethodHandle build) {

    static NewTrigger bind(Class<?> builder) throws UnsupportedShape {
        return new NewTrigger(
                method(builder, "newTrigger"),
                method(builder, "withIdentity", "String", "String"),
                method(builder, "withPriority", "int"),
                method(builder, "forJob", "JobKey"),
                method(builder, "usingJobData", "JobDataMap"),
                method(builder, "startNow"),
                method(builder, "build"));
    }

    Object once(String name, String group, Object jobKey, Object jobData, Object priority) throws Throwable {
        Object builder = withIdentity.invoke(newTrigger.invoke(), name, group);
        builder = withPriority.invoke(builder, priority);
        builder = forJob.invoke(builder, jobKey);
        builder = usingJobData.invoke(builder, jobData);
        return build.invoke(startNow.invoke(builder));
    }
}
