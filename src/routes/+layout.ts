// No page carries script unless it says so: only the pages that lock and open things do.
export const csr = false
