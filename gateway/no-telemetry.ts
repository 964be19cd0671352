/**
 * @apollo/gateway reports to its vendor unless this is set before it is loaded, and probes cloud addresses
 * to find out where it runs. Import this file before that package.
 */
process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
