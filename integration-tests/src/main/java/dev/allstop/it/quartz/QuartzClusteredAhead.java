package dev.allstop.it.quartz;

/** Jobs that are not due yet, on the clustered store. */
public final class QuartzClusteredAhead extends QuartzClustered {

    @Override
    public Server construct(String name, int workers) throws Exception {
        return new QuartzAhead.AheadServer(name, workers, store());
    }
}
