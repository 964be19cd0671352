import { stories } from './stories.ts';
import type { Story, StoryFacts } from './stories.ts';

const entries: readonly (readonly [string, StoryFacts])[] = Object.entries(stories);

function isStory(name: string): name is Story {
  return name in stories;
}

/** The story of a child number, if it is one of the fixed cases. */
export function storyOf(childNo: number): { story: Story; facts: StoryFacts } | null {
  const [name, facts] = entries[childNo - 1] ?? [];
  return name !== undefined && facts !== undefined && isStory(name) ? { story: name, facts } : null;
}

/** The child number of a fixed case. */
export function childNoOf(story: Story): number {
  return entries.findIndex(([name]) => name === story) + 1;
}

/** How many fixed cases there are; no province is smaller. */
export const storyCount = entries.length;
