/**
 * How Node runs our servers: tsx reads TypeScript, and young objects get room to die young: under load the answers in the
 * making would else be copied again and again. Three times 64 MB at most.
 */
export const SERVER_FLAGS = ['--max-semi-space-size=64', '--import', 'tsx'] as const;
