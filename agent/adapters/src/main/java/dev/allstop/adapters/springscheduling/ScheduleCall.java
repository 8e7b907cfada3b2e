package dev.allstop.adapters.springscheduling;

import dev.allstop.core.adapter.HookHandler;

/** Around the methods of a scheduler that return a future: joins it to what was made for it. */
class ScheduleCall implements HookHandler {

    private final SchedulerTasks tasks;

    ScheduleCall(SchedulerTasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public Object enter(Object scheduler, Object[] arguments) throws Throwable {
        return tasks.begin(scheduler);
    }

    @Override
    public final void exit(Object token, Object scheduler, Object returned, Throwable thrown) {
        tasks.end(token, returned);
    }
}
