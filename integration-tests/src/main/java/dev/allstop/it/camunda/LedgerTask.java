package dev.allstop.it.camunda;

import dev.allstop.it.processes.ProcessEngineServer;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** Camunda's way to the service task. */
public final class LedgerTask implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) {
        ProcessEngineServer.runTask(execution::getVariable, execution.getProcessDefinitionId());
    }
}
