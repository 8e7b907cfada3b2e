package dev.allstop.it.xxljob;

import com.xxl.job.core.context.XxlJobHelper;
import com.xxl.job.core.executor.impl.XxlJobSimpleExecutor;
import com.xxl.job.core.handler.annotation.XxlJob;
import dev.allstop.it.subject.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** The executor of one application. */
public final class ExecutorInLoader implements Executor {

    private final XxlJobSimpleExecutor executor = new XxlJobSimpleExecutor();

    public ExecutorInLoader(String name, int port, String admin) throws IOException {
        executor.setAppname(name);
        executor.setIp("127.0.0.1");
        executor.setPort(port);
        executor.setAdminAddresses(admin);
        executor.setAccessToken(ACCESS_TOKEN);
        executor.setLogPath(Files.createTempDirectory("xxl-job").toString());
        executor.setLogRetentionDays(-1);
        executor.setXxlJobBeanList(List.of(new LedgerHandler()));
    }

    @Override
    public void start() {
        executor.start();
    }

    @Override
    public void destroy() {
        executor.destroy();
    }

    /** A job's parameters are its identifier and its duration. */
    public static final class LedgerHandler {

        @XxlJob(HANDLER)
        public void run() {
            String[] parameters = XxlJobHelper.getJobParam().split(" ");
            Ledger.run(parameters[0], Long.parseLong(parameters[1]));
        }
    }
}
