package dev.allstop.core.fleet.channel;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Connections to the database at which nodes meet, without a pool: one is needed now and then. The driver is the
 * application's own where it is on the class path, else the one in the jar that is named; {@code DriverManager} would
 * not show it to the agent's class loader. A driver of a web application is not looked for: it would keep the web
 * application's class loader.
 */
final class MeetingDatabase implements DataSource {

    private final String url;
    private final Properties credentials = new Properties();
    private final Driver driver;

    MeetingDatabase(String url, String user, String password, String driverClass, String driverPath) throws IOException {
        this.url = url;
        if (!user.isEmpty()) {
            credentials.put("user", user);
            credentials.put("password", password);
        }
        driver = driver(driverClass, driverPath);
    }

    private Driver driver(String driverClass, String driverPath) throws IOException {
        ClassLoader loader = driverPath.isEmpty() ? ClassLoader.getSystemClassLoader() : jar(driverPath);
        String where = driverPath.isEmpty() ? "on the application's class path" : "in " + driverPath;
        try {
            if (!driverClass.isEmpty()) {
                return (Driver) Class.forName(driverClass, true, loader).getDeclaredConstructor().newInstance();
            }
            for (Driver candidate : ServiceLoader.load(Driver.class, loader)) {
                if (candidate.acceptsURL(url)) {
                    return candidate;
                }
            }
        } catch (ReflectiveOperationException | ClassCastException | SQLException | LinkageError unfit) {
            throw new IOException("the JDBC driver " + driverClass + " " + where + " cannot be used: " + unfit, unfit);
        }
        throw new IOException("there is no JDBC driver for " + url.replaceAll("[?;].*", "") + " " + where + ": name the jar "
                + "of one with stack.jdbc_driver_path");
    }

    private static ClassLoader jar(String path) throws IOException {
        if (!Files.isReadable(Path.of(path))) {
            throw new IOException("stack.jdbc_driver_path " + path + " is not a jar that this user may read");
        }
        try {
            return new URLClassLoader(new URL[]{Path.of(path).toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        } catch (MalformedURLException impossible) {
            throw new IOException(impossible);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = driver.connect(url, credentials);
        if (connection == null) {
            throw new SQLException("the driver " + driver.getClass().getName() + " does not take " + url);
        }
        return connection;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // nothing is logged
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // the driver's own
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("not a wrapper");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
