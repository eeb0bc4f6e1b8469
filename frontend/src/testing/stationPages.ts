/** Pages that open by a press are chunks: a test that names them here does not wait for their first load. */
import '@/app/pages/CommandsPage';
import '@/app/pages/IncidentsPage';
import '@/app/pages/StationPage';
import '@/app/pages/StationsPage';
