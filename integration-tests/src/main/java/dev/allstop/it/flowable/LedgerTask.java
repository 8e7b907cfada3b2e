package dev.allstop.it.flowable;

import dev.allstop.it.processes.ProcessEngineServer;
import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.engine.delegate.JavaDelegate;

/** Flowable's way to the service task. */
public final class LedgerTask implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) {
        ProcessEngineServer.runTask(execution::getVariable, execution.getProcessDefinitionId());
    }
}
