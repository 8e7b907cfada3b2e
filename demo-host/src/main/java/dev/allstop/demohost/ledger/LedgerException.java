package dev.allstop.demohost.ledger;

import java.sql.SQLException;

/** The database did not take or give an entry of the ledger. */
public final class LedgerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LedgerException(String message, SQLException cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
