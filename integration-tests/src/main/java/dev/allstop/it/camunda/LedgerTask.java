package dev.allstop.it.camunda;

import dev.allstop.it.subject.Ledger;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** The service task of all processes. Without a variable of its own the process is called like its job. */
public final class LedgerTask implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) {
        Object id = execution.getVariable("id");
        Object millis = execution.getVariable("millis");
        Ledger.run(id == null ? execution.getProcessDefinitionId().replaceFirst(":.*", "") : (String) id,
                millis == null ? 0 : (Long) millis);
    }
}
