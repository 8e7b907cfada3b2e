package dev.allstop.it.xxljob;

/** An executor from outside of its class loader. Has a constructor with a name, a port and the admin's address. */
public interface Executor {

    String HANDLER = "ledger";
    String ACCESS_TOKEN = "token";

    void start();

    void destroy();
}
