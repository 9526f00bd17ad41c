import { z } from 'zod';

// Zod compiles checks with eval, which the page's policy forbids; in the product main checks, not the page. Must be
// said before any schema is made, so this file is imported first.
z.config({ jitless: true });
